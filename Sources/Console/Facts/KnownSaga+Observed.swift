import Foundation
import Traces

extension KnownSaga {
    /// A saga as the trace log alone tells it.
    init(_ observed: ObservedSaga, source: FactSource) {
        self.init(
            id: ID(service: observed.service, id: observed.id), name: observed.name, statusWord: observed.status,
            started: observed.started.date, updated: observed.updated.date, ended: observed.ended?.date,
            steps: observed.steps.map { Step($0, sagaHasEnded: observed.ended != nil) }, traces: observed.traces,
            source: source)
    }
}

extension KnownSaga.Step {
    init(_ observed: ObservedSaga.Step, sagaHasEnded: Bool) {
        let isUndone = [.compensating, .compensated, .compensationFailed].contains(observed.state)
        self.init(
            name: observed.name.isEmpty ? observed.index.map { "step \($0 + 1)" } ?? "step" : observed.name,
            state: observed.state, attempts: isUndone ? 0 : observed.attempts,
            compensationAttempts: isUndone ? observed.attempts : 0, started: observed.started?.date,
            ended: observed.ended?.date, error: observed.error,
            effect: Self.effect(of: observed, sagaHasEnded: sagaHasEnded), trace: observed.trace, span: observed.span)
    }

    /// What follows from a step's state about what it has left in the world.
    private static func effect(of step: ObservedSaga.Step, sagaHasEnded: Bool) -> KnownSaga.Effect {
        switch step.state {
        case .pending, .skipped: KnownSaga.Effect(state: .none, evidence: "it never began")
        case .succeeded: KnownSaga.Effect(state: .standing, evidence: "the trace log tells that it succeeded")
        case .compensated: KnownSaga.Effect(state: .undone, evidence: "the trace log tells that it was undone")
        case .running, .compensating:
            KnownSaga.Effect(state: .unknown, evidence: sagaHasEnded ? "nothing tells how it ended" : "it is under way")
        case .failed:
            KnownSaga.Effect(
                state: .unknown, evidence: "it failed" + (step.error.isEmpty ? "" : ": \(step.error)"))
        case .unknown: KnownSaga.Effect(state: .unknown, evidence: "no answer tells whether it was done")
        case .compensationFailed:
            KnownSaga.Effect(
                state: .standing, evidence: "it could not be undone" + (step.error.isEmpty ? "" : ": \(step.error)"))
        }
    }
}
