/// What was found in a run of lines, in columns that are filled again and again without allocating.
public struct SpanBatch: Sendable {
    /// Where a line stands in its file.
    public struct Line: Sendable, Equatable {
        public var offset: UInt64
        public var length: UInt32
    }

    /// Lines with something in them.
    public var lines: [Line] = []
    public var spans: [SpanRecord] = []
    public var logs: [LogRecord] = []
    public var domain: [DomainRecord] = []
    /// Processes that wrote, one entry for each change from line to line.
    public var resources: [ResourceRecord] = []
    /// Log records in all, with or without a trace.
    public var logCount = 0
    public var metricPoints = 0
    /// Log records that had lost attributes before they were written.
    public var incompleteLogCount = 0

    /// An empty batch.
    public init() {}

    /// Empties it and keeps its memory.
    public mutating func removeAll() {
        lines.removeAll(keepingCapacity: true)
        spans.removeAll(keepingCapacity: true)
        logs.removeAll(keepingCapacity: true)
        domain.removeAll(keepingCapacity: true)
        resources.removeAll(keepingCapacity: true)
        logCount = 0
        metricPoints = 0
        incompleteLogCount = 0
    }
}
