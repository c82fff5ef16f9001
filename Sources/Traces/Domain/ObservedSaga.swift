/// A saga as the log tells it.
public struct ObservedSaga: Sendable, Equatable, Identifiable {
    /// One of its steps.
    public struct Step: Sendable, Equatable {
        /// What became of it, in the design's words.
        public enum State: String, Sendable, CaseIterable {
            case pending, running, succeeded, failed, unknown, skipped, compensating, compensated
            case compensationFailed = "compensation_failed"
        }

        /// Empty for a step that is known only by its number.
        public var name: String
        /// From 0; absent when never said.
        public var index: Int?
        public var state: State
        public var started: Timestamp?
        public var ended: Timestamp?
        /// The highest attempt seen, from 1.
        public var attempts: Int
        /// `error.type` of its last failure, or empty.
        public var error: String
        public var trace: TraceID?
        public var span: SpanID?
    }

    /// `saga.id`.
    public var id: String
    public var name: String
    /// The service that wrote its first event.
    public var service: String
    /// `running waiting compensating completed compensated needs_attention abandoned`, as last said or as it follows.
    public var status: String
    public var started: Timestamp
    /// When something was last heard of it.
    public var updated: Timestamp
    public var ended: Timestamp?
    /// By index; steps announced by `saga.step.count` and not yet begun are `pending`.
    public var steps: [Step]
    /// The traces it ran through, first to last.
    public var traces: [TraceID]

    /// No news since a moment, and not ended.
    public func isStalled(since moment: Timestamp) -> Bool { ended == nil && updated < moment }
}
