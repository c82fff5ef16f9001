/// Where a saga does not get on, as far as spans tell: the step it stands at, and beneath it the calls that failed.
public struct SagaTrouble: Sendable, Equatable, Identifiable {
    /// A call to another service that failed, was refused by a breaker, or has no answer yet.
    public struct Call: Sendable, Equatable {
        /// What became of it.
        public enum Outcome: String, Sendable, CaseIterable {
            case failed
            /// Refused by a breaker without trying.
            case rejected
            /// It has not ended.
            case running
        }

        public var outcome: Outcome
        public var trace: TraceID
        public var span: SpanID
        /// Who calls.
        public var service: String
        /// The span's name.
        public var operation: String
        /// Who is called: the service that answered, else what the caller says of it; empty when neither is known.
        public var peer: String
        /// `circuit_breaker.name`, or empty.
        public var breaker: String
        /// `error.type`, or empty.
        public var error: String
        /// The status's message, else the exception's; may be empty.
        public var message: String
        public var started: Timestamp
        /// Zero while running.
        public var duration: Duration
    }

    /// `saga.id`.
    public var id: String
    /// The step it stands at.
    public var step: ObservedSaga.Step
    /// From the saga's own service outwards; each next one was made to answer the one before. Empty when no call is to
    /// blame, or none has been seen.
    public var calls: [Call]

    /// The service that the step waits for or was failed by; empty when not known.
    public var peer: String { calls.first?.peer ?? "" }
}

extension ObservedSaga {
    /// The step that keeps it from going on: one whose compensation failed, else the last that failed or is unknown,
    /// else the one under way; `nil` when there is none of these.
    public var troubledStep: Step? {
        if let step = steps.last(where: { $0.state == .compensationFailed }) { return step }
        // While it goes backwards, what is being undone now keeps it, and not what failed before.
        if let step = steps.last(where: { $0.state == .compensating }) { return step }
        return steps.last { $0.state == .failed || $0.state == .unknown } ?? steps.last { $0.state == .running }
    }

    /// It needs somebody, goes backwards or has failed a step, or has not been heard of since a moment.
    func isInTrouble(quietSince moment: Timestamp) -> Bool {
        if status == "needs_attention" { return true }
        guard ended == nil else { return false }
        return status == "compensating" || updated < moment
            || steps.contains { $0.state == .failed || $0.state == .unknown || $0.state == .compensationFailed }
    }
}
