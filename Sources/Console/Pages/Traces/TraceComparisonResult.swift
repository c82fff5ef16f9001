import Traces

/// What came of setting a trace beside its usual.
public struct TraceComparisonResult: Sendable, Equatable {
    public var trace: TraceID
    /// The comparison, or why there is none: a sentence.
    public var outcome: Outcome

    public enum Outcome: Sendable, Equatable {
        case comparison(TraceComparison)
        case failed(String)
    }

    /// The outcome for one trace.
    public init(trace: TraceID, outcome: Outcome) {
        self.trace = trace
        self.outcome = outcome
    }
}
