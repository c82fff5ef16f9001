import Logging

/// The writing half of a ``TelemetryLog``: lines that have been encoded but not written, the file, and what was said.
struct TelemetryWriter: ~Copyable {
    private var file: TraceLogFile
    private let encoder: OTLPLineEncoder
    private let path: String
    private let logger: Logger
    private var lines: [[UInt8]] = []
    private var records = 0
    private var failuresInARow = 0
    private var droppedSaid = 0

    /// While writing fails, every so many failures are said: with a pause of 5 s that is about twice a minute.
    private static let failuresBetweenWords = 6

    init(settings: TelemetryLog.Settings, resource: TelemetryResource, logger: Logger) {
        file = TraceLogFile(path: settings.path)
        encoder = OTLPLineEncoder(resource: resource, limits: settings.limits)
        path = settings.path
        self.logger = logger
    }

    var hasUnwrittenLines: Bool { !lines.isEmpty }

    mutating func take(_ batch: [TelemetryRecord]) {
        encoder.encode(batch, into: &lines)
        records = batch.count
    }

    /// Writes all lines, or returns why one could not be written; that line and those after it stay.
    /// - Parameter done: called with the number of records once all their lines are written.
    mutating func write(done: (Int) -> Void) -> TraceLogFile.Failure? {
        while let line = lines.first {
            do {
                try file.append(line)
                lines.removeFirst()
            } catch {
                return error
            }
        }
        done(records)
        records = 0
        return nil
    }

    mutating func say(_ failure: TraceLogFile.Failure, counts: TelemetryCounts) {
        failuresInARow += 1
        guard failuresInARow == 1 || failuresInARow % Self.failuresBetweenWords == 0 else { return }
        logger.error(
            "The trace log cannot be written; records wait, and new ones are dropped once the queue is full",
            metadata: [
                "error": "\(failure)", "waiting": "\(counts.waiting)", "dropped": "\(counts.dropped)",
            ])
    }

    mutating func sayRecovered(counts: TelemetryCounts) {
        if failuresInARow > 0 {
            logger.notice(
                "The trace log can be written again",
                metadata: ["path": "\(path)", "failed": "\(failuresInARow)", "dropped": "\(counts.dropped)"])
            failuresInARow = 0
        }
        guard counts.dropped > droppedSaid else { return }
        logger.warning(
            "Records were lost because the queue of the trace log was full",
            metadata: ["lost": "\(counts.dropped - droppedSaid)", "dropped": "\(counts.dropped)"])
        droppedSaid = counts.dropped
    }

    /// Gives up on what is unwritten.
    mutating func end(lost: Int) {
        lines.removeAll()
        records = 0
        guard lost > 0 else { return }
        logger.error(
            "The last records could not be written to the trace log",
            metadata: ["path": "\(path)", "lost": "\(lost)"])
    }
}
