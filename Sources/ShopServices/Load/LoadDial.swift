import Logging
import Resilience
import ServiceLifecycle
import Synchronization

/// How much load there should be now, as `DIR/load.json` says: it survives the load's process.
final class LoadDial: Service {
    private let file: ControlFile<LoadOrder>
    private let logger: Logger
    private let current = Mutex(0.0)
    private let watchers = Broadcast<Double>()

    init(files: ShopFiles, logger: Logger) {
        file = LoadOrder.file(in: files)
        self.logger = logger
        readFile()
    }

    /// Orders a second.
    var rate: Double { current.withLock(\.self) }

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
        current.withLock { watchers.listen(beginningWith: $0) }
    }

    private func readFile() {
        do {
            guard let note = try file.read(), !file.isTaken(note) || note.wish.rate != rate else { return }
            let wanted = note.wish.rate
            guard (0...LoadOrder.highestRate).contains(wanted) else {
                logger.warning("No such load", metadata: ["rate": "\(wanted)"])
                return
            }
            let before = current.withLock { rate in
                defer {
                    rate = wanted
                    watchers.send(wanted)
                }
                return rate
            }
            if before != wanted { logger.info("Load changed", metadata: ["from": "\(before)", "to": "\(wanted)"]) }
            try file.markTaken(note)
        } catch {
            logger.warning("How much load there should be cannot be read", metadata: ["error": "\(error)"])
        }
    }
}
