/// One line of the list of traces: a summary kept up to date as spans arrive.
public struct TraceRow: Sendable, Equatable, Identifiable {
    public var id: TraceID
    /// The root span's name; while the root has not been seen, the name of the earliest span.
    public var name: String
    /// That span's service.
    public var service: String
    /// The earliest start.
    public var start: Timestamp
    /// From the earliest start to the latest end; zero while nothing has ended.
    public var duration: Duration
    public var spanCount: Int
    public var errorCount: Int
    /// Spans that have not ended.
    public var runningCount: Int
    /// Distinct services, in the order of their names.
    public var services: [String]
    /// `saga.id` of one of its spans, or `nil`.
    public var saga: String?
    /// No span without a parent has been seen.
    public var isRootMissing: Bool
    /// Spans that the filter matched, 0 when nothing is filtered.
    public var matchedSpans: Int
    /// Where the summary stands among all; may mean another trace once traces have left memory.
    var slot: Int
}
