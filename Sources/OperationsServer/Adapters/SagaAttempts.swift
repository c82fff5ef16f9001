import Foundation
import Operations
import Sagas

/// The tries of a saga's steps, as its history tells them.
struct SagaAttempts: Sendable {
    private var byStep: [Int: [SagaReport.Attempt]] = [:]

    init(_ history: [RecordedSagaFact]) {
        for recorded in history { add(recorded.fact, at: recorded.at) }
    }

    /// The last tries of a step, oldest first.
    func of(_ step: Int) -> [SagaReport.Attempt] {
        Array((byStep[step] ?? []).suffix(50))
    }

    private mutating func add(_ fact: SagaFact, at moment: Date) {
        switch fact {
        case .sagaStepStarted(let step, let action, let attempt, _, _):
            byStep[step, default: []].append(
                SagaReport.Attempt(
                    direction: SagaSummary.Direction(action), number: attempt, startedAt: moment, outcome: .underWay))
        case .sagaStepDelayed(let step, let action, let reason, let effect, let counts, _):
            let outcome: SagaReport.Attempt.Outcome =
                effect == .unknown ? .unknown : counts ? .failed : .notSent
            end(step, action, outcome, reason, at: moment)
        case .sagaStepSucceeded(let step, _, _, _): end(step, .forward, .succeeded, nil, at: moment)
        case .sagaStepFailed(let step, let reason, let effect, _):
            end(step, .forward, effect == .unknown ? .unknown : .failed, reason, at: moment)
        case .sagaStepCompensated(let step, _, _): end(step, .compensate, .succeeded, nil, at: moment)
        case .sagaStepCompensationFailed(let step, let reason, let effect):
            end(step, .compensate, effect == .unknown ? .unknown : .failed, reason, at: moment)
        case .sagaStarted, .sagaLeased, .sagaStepSkipped, .sagaCompensating, .sagaNeedsAttention,
            .sagaAnswerCameLate, .sagaIntervened, .sagaEnded:
            break
        }
    }

    private mutating func end(
        _ step: Int, _ action: SagaAction, _ outcome: SagaReport.Attempt.Outcome, _ error: String?, at moment: Date
    ) {
        let direction = SagaSummary.Direction(action)
        guard
            let last = byStep[step]?.lastIndex(where: { $0.direction == direction && $0.outcome == .underWay })
        else { return }
        byStep[step]?[last].outcome = outcome
        byStep[step]?[last].error = error
        byStep[step]?[last].endedAt = moment
    }
}

extension SagaSummary.Direction {
    init(_ action: SagaAction) {
        self = action == .forward ? .forward : .compensate
    }
}
