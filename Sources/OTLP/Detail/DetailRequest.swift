/// Which spans and log records of a line are wanted in full.
public struct DetailRequest: Sendable, Equatable {
    /// Their trace; zero for spans whose trace id was not readable.
    public var trace: TraceID
    /// Only this span and its log records; `nil` for all of the trace. 0 for a span whose id was not readable.
    public var span: UInt64?
    /// Tells spans apart whose ids were not readable: their start in nanoseconds.
    public var start: UInt64

    /// A request for a span, or for all of a trace.
    public init(trace: TraceID, span: UInt64? = nil, start: UInt64 = 0) {
        self.trace = trace
        self.span = span
        self.start = start
    }

    func wants(_ record: SpanRecord) -> Bool {
        guard record.trace == trace || trace.isZero && record.notes.contains(.badTraceID) else { return false }
        guard let span else { return true }
        return span == record.id && (span != 0 || record.start == start)
    }

    func wants(_ record: LogRecord) -> Bool {
        record.trace == trace && (span == nil || span == record.span && record.span != 0)
    }
}

/// What was wanted of a line, in the order in which it stands there.
public struct LineDetails: Sendable, Equatable {
    public var spans: [SpanDetail] = []
    public var logs: [LogDetail] = []

    /// Nothing.
    public init() {}
}
