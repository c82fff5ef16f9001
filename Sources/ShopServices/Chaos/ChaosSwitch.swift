import Synchronization

/// What is broken on purpose right now. Reverts by itself.
final class ChaosSwitch: Sendable {
    private struct State {
        var settings = ChaosSettings.none
        /// Grows with every change, so that a late revert does not undo a newer setting.
        var generation = 0
        var watchers: [Int: AsyncStream<ChaosSettings>.Continuation] = [:]
        var nextWatcher = 0
        var revert: Task<Void, Never>?
    }

    private let state = Mutex(State())
    private let clock: any Clock<Duration>

    init(clock: any Clock<Duration> = ContinuousClock()) { self.clock = clock }

    var settings: ChaosSettings { state.withLock { $0.settings } }

    /// Breaks things for a time.
    func set(_ settings: ChaosSettings, for duration: Duration) {
        let generation = change(to: settings)
        let revert = Task {
            do { try await clock.sleep(for: duration) } catch { return }
            let isNewest = state.withLock { $0.generation == generation }
            if isNewest { change(to: .none) }
        }
        state.withLock { state in
            state.revert?.cancel()
            state.revert = revert
        }
    }

    /// Puts everything right again.
    func clear() { change(to: .none) }

    /// The settings now, then every change, until the reader stops.
    func changes() -> AsyncStream<ChaosSettings> {
        let (stream, continuation) = AsyncStream<ChaosSettings>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            let id = state.nextWatcher
            state.nextWatcher += 1
            state.watchers[id] = continuation
            continuation.yield(state.settings)
            return id
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.watchers.removeValue(forKey: id) }
        }
        return stream
    }

    @discardableResult
    private func change(to settings: ChaosSettings) -> Int {
        state.withLock { state in
            state.generation += 1
            state.settings = settings
            for watcher in state.watchers.values { watcher.yield(settings) }
            return state.generation
        }
    }
}
