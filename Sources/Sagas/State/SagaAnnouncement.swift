/// A change of a saga as logs and traces tell it: the name and the attributes of an event.
public struct SagaAnnouncement: Sendable, Hashable {
    /// An attribute's value.
    public enum Value: Sendable, Hashable {
        case text(String)
        case number(Int)
    }

    /// `saga.started`, `saga.step.succeeded` and so on.
    public let name: String
    /// `saga.id`, `saga.step.name` and so on.
    public let attributes: [String: Value]

    /// What a fact is told as; `nil`: it concerns nobody but the workers.
    ///
    /// A saga that needs attention is told as `saga.ended` with that status: it goes no further by itself.
    /// - Parameter state: the saga after the fact.
    public init?(_ fact: SagaFact, in state: SagaState) {
        guard let name = Self.name(of: fact) else { return nil }
        var attributes: [String: Value] = [
            "saga.id": .text(state.id.rawValue), "saga.name": .text(state.name),
            "saga.status": .text(state.status.rawValue), "saga.step.count": .number(state.steps.count),
        ]
        if let (index, action) = Self.step(of: fact), state.steps.indices.contains(index) {
            let step = state.steps[index]
            let isForward = action == .forward
            attributes["saga.step.name"] = .text(step.name)
            attributes["saga.step.index"] = .number(index)
            attributes["saga.step.action"] = .text(action.rawValue)
            attributes["saga.step.attempt"] = .number(isForward ? step.attempts : step.compensationAttempts)
        }
        if let reason = Self.error(of: fact) { attributes["error.type"] = .text(reason) }
        self.name = name
        self.attributes = attributes
    }

    private static func name(of fact: SagaFact) -> String? {
        switch fact {
        case .sagaStarted: "saga.started"
        case .sagaStepStarted: "saga.step.started"
        case .sagaStepSucceeded: "saga.step.succeeded"
        case .sagaStepDelayed(_, .forward, _, _, _, _), .sagaStepFailed: "saga.step.failed"
        case .sagaStepDelayed, .sagaStepCompensationFailed: "saga.step.compensation_failed"
        case .sagaStepSkipped: "saga.step.skipped"
        case .sagaStepCompensated: "saga.step.compensated"
        case .sagaCompensating: "saga.compensating"
        case .sagaNeedsAttention, .sagaEnded: "saga.ended"
        case .sagaLeased, .sagaAnswerCameLate, .sagaIntervened: nil
        }
    }

    private static func step(of fact: SagaFact) -> (Int, SagaAction)? {
        switch fact {
        case .sagaStepStarted(let step, let action, _, _, _), .sagaStepDelayed(let step, let action, _, _, _, _),
            .sagaStepSkipped(let step, let action):
            (step, action)
        case .sagaStepSucceeded(let step, _, _, _), .sagaStepFailed(let step, _, _, _): (step, .forward)
        case .sagaStepCompensated(let step, _, _), .sagaStepCompensationFailed(let step, _, _): (step, .compensate)
        default: nil
        }
    }

    private static func error(of fact: SagaFact) -> String? {
        switch fact {
        case .sagaStepDelayed(_, _, let reason, _, _, _), .sagaStepFailed(_, let reason, _, _),
            .sagaStepCompensationFailed(_, let reason, _), .sagaNeedsAttention(let reason):
            reason
        default: nil
        }
    }
}
