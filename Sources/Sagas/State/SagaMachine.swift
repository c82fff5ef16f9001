import Foundation
import Resilience

/// What a worker has to do next.
enum SagaMove: Sendable, Hashable {
    /// Record that a try begins, then send it.
    case send(step: Int, SagaAction)
    /// Record a decision.
    case record([SagaFact])
    /// Nothing before then.
    case wait(until: Date)
    /// Nothing at all: it has ended, or a person has to decide.
    case rest
}

/// What has become of a try.
enum SagaOutcome: Sendable, Hashable {
    case answered(StepAnswer)
    case undone(CompensationAnswer)
    case threw(StepVerdict, reason: String)
    /// The worker that had sent it is gone.
    case lost
}

/// The rules of a saga as a value: it decides what is next and what an outcome means, and does nothing itself.
struct SagaMachine: Sendable {
    let definition: SagaDefinition

    /// What a worker that has no call under way has to do next.
    func next(_ state: SagaState, at now: Date) -> SagaMove {
        guard !state.status.isFinal, state.status != .needsAttention else { return .rest }
        if let reason = mismatch(with: state) { return .record([.sagaNeedsAttention(reason: reason)]) }
        if let open = state.underWay {
            // Its sender is gone, so that nobody will ever hear the answer.
            return .record(facts(after: .lost, open.step, open.action, state, at: now, jitter: .none))
        }
        if let due = state.due, due > now { return .wait(until: due) }
        switch state.direction {
        case .forward:
            guard let step = state.nextStep else { return .record([.sagaEnded(status: .completed)]) }
            return .send(step: step, .forward)
        case .compensate:
            guard let step = state.nextToUndo else { return .record([.sagaEnded(status: state.endOfCompensation)]) }
            return .send(step: step, .compensate)
        }
    }

    /// Why this definition cannot go on with a saga that another version of it has begun; `nil`: it can.
    func mismatch(with state: SagaState) -> String? {
        let begun = state.steps.map { SagaFact.StepOutline(name: $0.name, kind: $0.kind) }
        let known = definition.steps.map { SagaFact.StepOutline(name: $0.name, kind: $0.kind) }
        if begun == known { return nil }
        let names = begun.map(\.name).joined(separator: ", ")
        return "its definition has changed since it began with the steps \(names)"
    }

    /// What is recorded after a try.
    func facts(
        after outcome: SagaOutcome, _ step: Int, _ action: SagaAction, _ state: SagaState, at now: Date,
        jitter: JitterSource
    ) -> [SagaFact] {
        switch outcome {
        case .answered(let answer):
            return [
                .sagaStepSucceeded(
                    step: step, output: String(decoding: answer.output, as: UTF8.self), evidence: answer.evidence,
                    isDuplicate: answer.isDuplicate)
            ]
        case .undone(.undone(let evidence)):
            return [.sagaStepCompensated(step: step, evidence: evidence, isEmpty: false)]
        case .undone(.nothingToUndo):
            return [.sagaStepCompensated(step: step, evidence: "there was nothing to undo", isEmpty: true)]
        case .lost:
            let reason = "the worker was lost while it waited for the answer"
            return [delayed(step, action, reason, .unknown, counts: false, until: now)]
        case .threw(.notSent(let retryAfter), let reason):
            let wait = retryAfter ?? definition.steps[step].retry.backoff.delay(afterAttempt: 3, jitter: jitter)
            return [
                delayed(
                    step, action, reason, .none, counts: false, until: now.advanced(by: max(wait, .milliseconds(50))))
            ]
        case .threw(let verdict, let reason):
            return action == .forward
                ? afterFailure(verdict, reason, step, state, at: now, jitter: jitter)
                : afterFailedCompensation(verdict, reason, step, state, at: now, jitter: jitter)
        }
    }

    // MARK: - Failures

    private func afterFailure(
        _ verdict: StepVerdict, _ reason: String, _ step: Int, _ state: SagaState, at now: Date, jitter: JitterSource
    ) -> [SagaFact] {
        let isFinal = verdict == .refused || verdict == .tooLate
        let definition = definition.steps[step]
        let mayHaveHappened = !isFinal && (verdict == .unknown || state.steps[step].mayHaveHappened)
        if !isFinal, state.direction == .forward, state.steps[step].counted < definition.retry.attempts {
            let wait = definition.retry.backoff.delay(afterAttempt: state.steps[step].counted, jitter: jitter)
            let effect: SagaFact.Effect = verdict == .unknown ? .unknown : .none
            return [delayed(step, .forward, reason, effect, counts: true, until: now.advanced(by: wait))]
        }
        let failed = SagaFact.sagaStepFailed(
            step: step, reason: reason, effect: mayHaveHappened ? .unknown : .none, isTooLate: verdict == .tooLate)
        // A person has turned the saga round while the try was under way: it is being undone already.
        if state.direction == .compensate { return [failed] }
        if definition.kind == .retriable {
            return [failed, .sagaNeedsAttention(reason: "\(definition.name): \(reason)")]
        }
        if mayHaveHappened, definition.compensate == nil {
            return [failed, .sagaNeedsAttention(reason: "\(definition.name) may have been done: \(reason)")]
        }
        return [failed, .sagaCompensating(reason: "\(definition.name): \(reason)")]
    }

    private func afterFailedCompensation(
        _ verdict: StepVerdict, _ reason: String, _ step: Int, _ state: SagaState, at now: Date, jitter: JitterSource
    ) -> [SagaFact] {
        let effect: SagaFact.Effect = verdict == .unknown ? .unknown : .none
        let policy = definition.steps[step].compensationRetry
        if state.steps[step].counted < policy.attempts {
            let wait = policy.backoff.delay(afterAttempt: state.steps[step].counted, jitter: jitter)
            return [delayed(step, .compensate, reason, effect, counts: true, until: now.advanced(by: wait))]
        }
        return [
            .sagaStepCompensationFailed(step: step, reason: reason, effect: effect),
            .sagaNeedsAttention(reason: "\(definition.steps[step].name) could not be undone: \(reason)"),
        ]
    }

    private func delayed(
        _ step: Int, _ action: SagaAction, _ reason: String, _ effect: SagaFact.Effect, counts: Bool, until: Date
    ) -> SagaFact {
        .sagaStepDelayed(step: step, action: action, reason: reason, effect: effect, counts: counts, until: until)
    }
}

extension Date {
    func advanced(by duration: Duration) -> Date {
        addingTimeInterval(duration / .seconds(1))
    }
}
