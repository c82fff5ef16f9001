import EventSourcing
import Foundation

/// What can happen to a saga. These are the events of its stream.
public enum SagaFact: DomainEvent, Codable, Hashable {
    /// It was started.
    case sagaStarted(name: String, input: String, steps: [StepOutline], traceparent: String?)
    /// A worker has taken it; what a worker with a lower token still wants to record is refused.
    case sagaLeased(worker: String, token: Int)
    /// A try is about to be sent. This is recorded before it is.
    case sagaStepStarted(step: Int, action: SagaAction, attempt: Int, key: String, command: String)
    /// A try has not succeeded, and another will follow.
    case sagaStepDelayed(step: Int, action: SagaAction, reason: String, effect: Effect, counts: Bool, until: Date)
    /// A step was done.
    case sagaStepSucceeded(step: Int, output: String, evidence: String, isDuplicate: Bool)
    /// A step was given up.
    case sagaStepFailed(step: Int, reason: String, effect: Effect, isTooLate: Bool)
    /// A step was passed over by a person.
    case sagaStepSkipped(step: Int, action: SagaAction)
    /// From now on everything is undone, in reverse.
    case sagaCompensating(reason: String)
    /// A step was undone, or there was nothing to undo.
    case sagaStepCompensated(step: Int, evidence: String, isEmpty: Bool)
    /// A step could not be undone.
    case sagaStepCompensationFailed(step: Int, reason: String, effect: Effect)
    /// The saga cannot go on without a person.
    case sagaNeedsAttention(reason: String)
    /// An answer came when nobody waited for it any more.
    case sagaAnswerCameLate(step: Int, action: SagaAction, answer: String, wasDone: Bool)
    /// A person has intervened.
    case sagaIntervened(command: String, kind: SagaIntervention.Kind, actor: String, reason: String)
    /// The saga has come to an end.
    case sagaEnded(status: SagaStatus)

    /// What a try that did not succeed has changed.
    public enum Effect: String, Sendable, Hashable, Codable {
        /// Nothing.
        case none
        /// Nobody knows.
        case unknown
    }

    /// A step as it was when the saga began.
    public struct StepOutline: Sendable, Hashable, Codable {
        /// Its name.
        public let name: String
        /// Its kind.
        public let kind: SagaStep.Kind

        /// An outline.
        public init(name: String, kind: SagaStep.Kind) {
            self.name = name
            self.kind = kind
        }
    }
}
