import Logging
import Resilience
import ServiceLifecycle
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What is broken on purpose right now, as the service's control file says. Reverts by itself, by this service's own
/// clock, also when the service was restarted meanwhile.
///
/// As a service it follows the file.
public final class ChaosSwitch: Service {
    private struct State {
        var settings = ChaosSettings.none
        /// Grows with every change, so that a late revert does not undo a newer setting.
        var generation = 0
        var revert: Task<Void, Never>?
        /// The wish that holds.
        var note: String?
        /// Until when it was to hold: another one for each wish.
        var until = 0
    }

    private let state = Mutex(State())
    private let watchers = Broadcast<ChaosSettings>()
    private let file: ControlFile<ChaosOrder>
    private let logger: Logger
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Int
    private let crash: @Sendable () -> Void

    /// Follows the control file of a service. What it says already holds when this returns, but nobody dies of an old
    /// wish.
    public convenience init(service: ShopTopology.Service, files: ShopFiles, logger: Logger) {
        self.init(file: ChaosOrder.file(of: service, in: files), logger: logger)
    }

    /// - Parameters:
    ///   - now: milliseconds since 1970.
    ///   - crash: ends the process without any goodbye.
    init(
        file: ControlFile<ChaosOrder>, logger: Logger, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Int = { ChaosOrder.now() },
        crash: @escaping @Sendable () -> Void = { kill(getpid(), SIGKILL) }
    ) {
        self.file = file
        self.logger = logger
        self.clock = clock
        self.now = now
        self.crash = crash
        readFile(mayCrash: false)
    }

    public var settings: ChaosSettings { state.withLock { $0.settings } }

    /// Another one after each wish, also after a restart.
    var revision: Int { state.withLock { $0.until } }

    /// Follows the file until it is shut down.
    public func run() async throws {
        try file.makeFolder()
        await cancelWhenGracefulShutdown { [self] in
            for await _ in FolderWatch.changes(in: file.folder) { readFile(mayCrash: true) }
        }
        try await gracefulShutdown()
    }

    /// Breaks things as the command `chaos.set` asks for; it holds when this returns, and after a restart.
    /// - Throws: what the file system says.
    public func apply(_ request: ChaosRequest) throws {
        take(try file.write(ChaosOrder(request, now: now())), mayCrash: true)
    }

    /// Puts everything right again.
    /// - Throws: what the file system says.
    public func clear() throws { take(try file.write(.off), mayCrash: true) }

    /// The settings now, then every change, until the reader stops.
    func changes() -> AsyncStream<ChaosSettings> {
        state.withLock { watchers.listen(beginningWith: $0.settings) }
    }

    private func readFile(mayCrash: Bool) {
        do {
            if let note = try file.read() { take(note, mayCrash: mayCrash) }
        } catch {
            logger.warning("What should be broken on purpose cannot be read", metadata: ["error": "\(error)"])
        }
    }

    private func take(_ note: ControlFile<ChaosOrder>.Note, mayCrash: Bool) {
        let order = note.wish
        let isNew = state.withLock { state in
            defer { (state.note, state.until) = (note.id, order.until) }
            return state.note != note.id
        }
        guard isNew else { return }
        // Only a wish that was never taken kills, so that it kills once.
        let crashes = mayCrash && order.crashes && !file.isTaken(note)
        do { try file.markTaken(note) } catch {
            logger.warning("Nobody will know what is broken on purpose", metadata: ["error": "\(error)"])
            // It would die of the same wish again and again.
            if crashes { return }
        }
        if crashes { crash() }
        let now = self.now()
        let settings = order.settings(at: now)
        if settings != self.settings { logger.notice("Broken on purpose", metadata: ["what": "\(settings)"]) }
        let generation = change(to: settings)
        guard settings != .none else { return }
        revert(generation, after: .milliseconds(order.until - now))
    }

    private func revert(_ generation: Int, after pause: Duration) {
        let revert = Task {
            do { try await clock.sleep(for: pause) } catch { return }
            let isNewest = state.withLock { $0.generation == generation }
            guard isNewest else { return }
            change(to: .none)
            logger.notice("Nothing is broken on purpose any more")
        }
        state.withLock { state in
            state.revert?.cancel()
            state.revert = revert
        }
    }

    @discardableResult
    private func change(to settings: ChaosSettings) -> Int {
        state.withLock { state in
            state.generation += 1
            state.settings = settings
            watchers.send(settings)
            return state.generation
        }
    }
}
