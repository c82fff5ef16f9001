import Logging
import ServiceLifecycle
import Synchronization

/// How much load there should be now, as `DIR/load.json` says: it survives the load's process.
final class LoadDial: Service {
    private let file: ControlFile<LoadOrder>
    private let logger: Logger
    private let state = Mutex((rate: 0.0, watchers: [Int: AsyncStream<Double>.Continuation](), next: 0))

    init(files: ShopFiles, logger: Logger) {
        file = LoadOrder.file(in: files)
        self.logger = logger
        readFile()
    }

    /// Orders a second.
    var rate: Double { state.withLock { $0.rate } }

    /// Follows the file until it is shut down.
    func run() async throws {
        try file.makeFolder()
        await cancelWhenGracefulShutdown { [self] in
            for await _ in FolderWatch.changes(in: file.folder) { readFile() }
        }
        try await gracefulShutdown()
    }

    /// The rate now, then every change, until the reader stops.
    func changes() -> AsyncStream<Double> {
        let (stream, continuation) = AsyncStream<Double>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.next += 1
            state.watchers[state.next] = continuation
            continuation.yield(state.rate)
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.watchers.removeValue(forKey: id) }
        }
        return stream
    }

    private func readFile() {
        do {
            guard let note = try file.read(), !file.isTaken(note) || note.wish.rate != rate else { return }
            let wanted = note.wish.rate
            guard (0...LoadOrder.highestRate).contains(wanted) else {
                logger.warning("No such load", metadata: ["rate": "\(wanted)"])
                return
            }
            let before = state.withLock { state in
                defer {
                    state.rate = wanted
                    for watcher in state.watchers.values { watcher.yield(wanted) }
                }
                return state.rate
            }
            if before != wanted { logger.info("Load changed", metadata: ["from": "\(before)", "to": "\(wanted)"]) }
            try file.markTaken(note)
        } catch {
            logger.warning("How much load there should be cannot be read", metadata: ["error": "\(error)"])
        }
    }
}
