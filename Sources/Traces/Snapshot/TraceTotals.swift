/// Counts over everything that was read, or that is held.
public struct TraceTotals: Sendable, Equatable {
    /// Bytes and lines read, blank lines not counted.
    public var bytes: UInt64 = 0
    public var lines: Int = 0
    public var badLines: Int = 0
    /// Distinct spans held in memory now.
    public var spans: Int = 0
    /// Traces held in memory now.
    public var traces: Int = 0
    /// Held spans with status ERROR.
    public var errorSpans: Int = 0
    /// Spans that were read again (same id in the same trace).
    public var duplicateSpans: Int = 0
    /// Spans without a usable trace id or span id; they are in no trace.
    public var spansWithoutID: Int = 0
    /// Held spans of which attributes, events or links were dropped before they were written.
    public var incompleteSpans: Int = 0
    public var logRecords: Int = 0
    /// Log records of which attributes were dropped before they were written.
    public var incompleteLogRecords: Int = 0
    public var metricPoints: Int = 0
    /// Traces and spans that left when the memory limit was reached.
    public var evictedTraces: Int = 0
    public var evictedSpans: Int = 0
    /// Bytes of memory in use for spans, traces and names, and the limit.
    public var memory: Int = 0
    public var memoryLimit: Int = 0
    /// Spans that arrived in the last ten seconds, per second.
    public var spansPerSecond: Double = 0

    /// All zero.
    public init() {}
}
