/// What the engine knows at one moment, immutable, for views and tests. Copying it is cheap; everything a view needs
/// is O(1) or O(rows asked for).
public struct TraceSnapshot: Sendable {
    /// Grows by at least one with each snapshot.
    public let revision: UInt64
    /// When it was made, by the engine's clock.
    public let asOf: Timestamp
    /// The files behind it: sizes, progress, errors, bad lines.
    public let source: SourceStatus
    /// Counts over everything that was read.
    public let totals: TraceTotals
    /// The traces of the current query, sorted.
    public let list: TraceList
    /// The trace that is open, if one is and it is still in memory.
    public let open: SpanTree?
    /// The trace that was asked for, also where it is not in memory.
    public internal(set) var asked: TraceID? = nil
    /// Requests, errors and latencies of the last five minutes, by service name.
    public let rates: [ServiceRate]
    /// Changes of sagas, breakers and commands, and new versions, oldest first; at most ``DomainLog/limit``.
    public let changes: [DomainChange]
    /// Sagas as the log tells them, newest first.
    public let sagas: [ObservedSaga]
    /// What holds up the sagas that need somebody, go backwards, have failed a step, or were not heard of lately; those
    /// heard of last first. Looked up at most twice a second.
    public let troubles: [SagaTrouble]
    /// Breakers as the log tells them, by service and name.
    public let breakers: [ObservedBreaker]
    /// What is usual for the operations of the open trace, over everything that was read.
    public let usual: [OperationStatistics.ID: OperationStatistics]
    /// Operations over everything that was read, by calls; empty unless asked for with ``TraceEngine/watch(_:)``.
    public let operations: [OperationStatistics]
    /// Who calls whom, by calls; empty unless asked for with ``TraceEngine/watch(_:)``.
    public let serviceGraph: [ServiceEdge]
    /// Which service each step of sagas calls, as far as a trace has shown it.
    public internal(set) var callees: [SagaStepID: String] = [:]
    /// When each service ended a span last, to a few seconds; without those that ended none in the last hour.
    public internal(set) var heard: [String: Timestamp] = [:]

    /// A snapshot of nothing, for the time before the first.
    public static let empty = TraceSnapshot(
        revision: 0, asOf: Timestamp(nanoseconds: 0), source: .empty, totals: TraceTotals(), list: .empty, open: nil,
        rates: [], changes: [], sagas: [], troubles: [], breakers: [], usual: [:], operations: [], serviceGraph: [])
}
