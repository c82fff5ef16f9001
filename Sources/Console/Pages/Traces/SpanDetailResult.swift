import Traces

/// What came of asking for a span's attributes, events and links.
public struct SpanDetailResult: Sendable, Equatable {
    public var trace: TraceID
    public var span: SpanTreeNode.ID
    /// The detail, or why there is none: a sentence.
    public var outcome: Outcome

    public enum Outcome: Sendable, Equatable {
        case detail(SpanDetail)
        case failed(String)
    }

    /// The outcome for one span.
    public init(trace: TraceID, span: SpanTreeNode.ID, outcome: Outcome) {
        self.trace = trace
        self.span = span
        self.outcome = outcome
    }
}
