import Observability
import Sagas
import Tracing

/// Tells what happens to sagas in the trace log, in the trace of the request that began them.
struct SagaStory: Sendable {
    let events: DomainEvents

    func tell(_ state: SagaState, _ facts: [SagaFact]) {
        var context = InstrumentationContext.topLevel
        context.trace = state.traceparent.flatMap { TraceParent.parse($0) }
        for fact in facts {
            if let event = Self.event(fact, state) { events.record(event, in: context) }
        }
    }

    /// `nil`: it concerns nobody but the workers.
    static func event(_ fact: SagaFact, _ state: SagaState) -> DomainEvent? {
        let saga = DomainEvent.Saga(id: state.id.rawValue, name: state.name, stepCount: state.steps.count)
        func step(_ index: Int, _ action: SagaAction) -> DomainEvent.Step {
            let step = state.steps[index]
            return DomainEvent.Step(
                name: step.name, index: index,
                attempt: max(1, action == .forward ? step.attempts : step.compensationAttempts),
                direction: action == .forward ? .forward : .compensate)
        }
        switch fact {
        case .sagaStarted: return .sagaStarted(saga)
        case .sagaStepStarted(let index, let action, _, _, _): return .stepStarted(saga, step(index, action))
        case .sagaStepSucceeded(let index, _, _, _): return .stepSucceeded(saga, step(index, .forward))
        case .sagaStepSkipped(let index, let action): return .stepSkipped(saga, step(index, action))
        case .sagaStepCompensated(let index, _, _): return .stepCompensated(saga, step(index, .compensate))
        case .sagaStepDelayed(let index, .forward, let reason, _, _, _), .sagaStepFailed(let index, let reason, _, _):
            return .stepFailed(saga, step(index, .forward), errorType: errorType(reason), message: reason)
        case .sagaStepDelayed(let index, .compensate, let reason, _, _, _),
            .sagaStepCompensationFailed(let index, let reason, _):
            return .stepCompensationFailed(
                saga, step(index, .compensate), errorType: errorType(reason), message: reason)
        case .sagaCompensating(let reason): return .sagaCompensating(saga, reason: reason)
        case .sagaNeedsAttention: return .sagaEnded(saga, .needsAttention)
        case .sagaEnded(let status):
            return .sagaEnded(saga, DomainEvent.SagaStatus(rawValue: status.rawValue) ?? .completed)
        case .sagaLeased, .sagaAnswerCameLate, .sagaIntervened: return nil
        }
    }

    /// The stable word that reasons of failed calls begin with.
    private static func errorType(_ reason: String) -> String {
        let word = reason.prefix { $0 != ":" }
        let isWord = word.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || "_0123456789".utf8.contains($0)
        }
        return isWord && !word.isEmpty ? String(word) : "step_failed"
    }
}
