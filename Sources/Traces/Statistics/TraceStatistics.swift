/// What whole trace log files hold, for `fusebox stats`.
public struct TraceStatistics: Sendable, Equatable {
    public var bytes: UInt64 = 0
    /// Lines that are not blank.
    public var lines: Int = 0
    public var badLines: Int = 0
    public var badReasons: [BadLine.Reason: Int] = [:]
    /// Distinct spans; a span id seen again in the same trace is a duplicate. Spans without readable ids are each one.
    public var spans: Int = 0
    /// Distinct trace ids.
    public var traces: Int = 0
    public var errorSpans: Int = 0
    /// Spans whose parent is nowhere in the files.
    public var orphanSpans: Int = 0
    public var duplicateSpans: Int = 0
    public var logRecords: Int = 0
    public var metricPoints: Int = 0
    /// Wall time that reading took.
    public var seconds: Double = 0
    public var threads: Int = 1

    /// Nothing.
    public init() {}

    /// Reads files as a whole. Several threads share them by parts, which changes nothing in the answer.
    /// - Parameters:
    ///   - files: paths; the same file twice is read twice.
    ///   - threads: how many parts are read at the same time, at least 1.
    /// - Throws: ``TraceEngineError/unreadable(path:reason:)`` for the first file that cannot be read, and
    ///   `CancellationError`.
    public static func read(files: [String], threads: Int = 1) async throws -> TraceStatistics {
        try await read(files: files, threads: threads, partLength: FilePart.usualLength)
    }

    static func read(files: [String], threads: Int, partLength: UInt64) async throws -> TraceStatistics {
        let began = ContinuousClock.now
        let parts = try FilePart.parts(of: files, length: partLength)
        let threads = max(1, threads)
        let next = PartCounter()
        let length = parts.reduce(0) { $0 + $1.range.count } / threads
        let shares = try await withThrowingTaskGroup(of: StatisticsShare.self) { group in
            for _ in 0..<threads {
                group.addTask {
                    var share = StatisticsShare(partitions: threads)
                    var reader = OTLPReader()
                    let buffer = LineBuffer(offset: 0)
                    while let place = next.take(below: parts.count) {
                        try Task.checkCancellation()
                        try share.read(parts[place], with: &reader, buffer)
                        share.makeRoom(bytes: length)
                    }
                    return share
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        var statistics = TraceStatistics()
        for share in shares { statistics.add(share) }
        let sums = try await withThrowingTaskGroup(of: SpanSums.self) { group in
            for partition in 0..<threads {
                group.addTask { SpanSums(shares.map { $0.keys[partition] }) }
            }
            return try await group.reduce(into: SpanSums()) { $0.add($1) }
        }
        statistics.add(sums)
        statistics.threads = threads
        statistics.seconds = (ContinuousClock.now - began) / .seconds(1)
        return statistics
    }

    private mutating func add(_ share: borrowing StatisticsShare) {
        bytes += share.bytes
        lines += share.lines
        badLines += share.badReasons.values.reduce(0, +)
        badReasons.merge(share.badReasons, uniquingKeysWith: +)
        logRecords += share.logRecords
        metricPoints += share.metricPoints
        spans += share.unidentified
        errorSpans += share.unidentifiedErrors
    }

    private mutating func add(_ sums: SpanSums) {
        spans += sums.spans
        traces += sums.traces
        errorSpans += sums.errors
        orphanSpans += sums.orphans
        duplicateSpans += sums.duplicates
    }
}
