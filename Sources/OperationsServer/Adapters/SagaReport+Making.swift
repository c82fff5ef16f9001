import Foundation
import Operations
import Sagas

extension SagaSummary {
    init(_ state: SagaState) {
        let stands = state.status.isFinal ? nil : state.presentStep
        self.init(
            id: state.id.rawValue, name: state.name, status: Status(rawValue: state.status.rawValue),
            direction: Direction(state.direction),
            steps: state.steps.map { Step(name: $0.name, state: StepState(rawValue: $0.state.rawValue)) },
            step: stands, startedAt: state.startedAt ?? .distantPast, updatedAt: state.updatedAt ?? .distantPast,
            due: state.due, reason: state.reason, lastError: stands.flatMap { state.steps[$0].lastError },
            touched: state.wasTouched, traceparent: state.traceparent, revision: state.revision)
    }
}

extension SagaReport {
    init(_ state: SagaState, _ attempts: SagaAttempts, asOf now: Date) {
        self.init(
            summary: SagaSummary(state), input: JSONValue(json: state.input), worker: state.worker,
            steps: state.steps.enumerated().map { Step($1, attempts.of($0)) },
            counters: Counters(
                late: state.counters.late, duplicate: state.counters.duplicate, empty: state.counters.empty),
            interventions: state.interventions.map { done in
                Intervention(
                    command: done.command, kind: CommandKind(rawValue: "saga." + done.kind.rawValue),
                    actor: done.actor, reason: done.reason, at: done.at)
            }, asOf: now)
    }
}

extension SagaReport.Step {
    fileprivate init(_ step: SagaState.Step, _ attempts: [SagaReport.Attempt]) {
        self.init(
            name: step.name, kind: SagaReport.StepKind(rawValue: step.kind.rawValue),
            state: SagaSummary.StepState(rawValue: step.state.rawValue), attempts: attempts,
            attemptCount: step.attempts, compensationAttemptCount: step.compensationAttempts, key: step.key,
            command: step.command.map { JSONValue(json: $0) }, output: step.output.map { JSONValue(json: $0) },
            lastError: step.lastError, startedAt: step.startedAt, endedAt: step.endedAt,
            effect: SagaReport.Effect(step.effect))
    }
}

extension SagaReport.Effect {
    fileprivate init(_ effect: SagaEffect) {
        switch effect {
        case .none: self.init(state: .none)
        case .standing(let evidence): self.init(state: .standing, evidence: evidence)
        case .undone(let evidence): self.init(state: .undone, evidence: evidence)
        case .unknown(let evidence): self.init(state: .unknown, evidence: evidence)
        }
    }
}

extension JSONValue {
    /// What a JSON text says; a text that is none is told as it is.
    fileprivate init(json text: String) {
        self = (try? OperationsJSON.value(JSONValue.self, from: Data(text.utf8))) ?? .string(text)
    }
}
