import EventSourcing
import Foundation

extension SagaState {
    /// The saga that follows from its stream.
    /// - Throws: ``EventSourcing/EventDecodingError``.
    public init(id: SagaID, events: [Event]) throws(EventDecodingError) {
        self.init(id: id)
        try apply(events)
    }

    /// Adds recorded events, oldest first.
    mutating func apply(_ events: [Event]) throws(EventDecodingError) {
        let decoder = EventDecoder<SagaFact>()
        for event in events {
            apply(try decoder.decode(event), at: event.timestamp)
            revision = event.version
        }
    }

    /// What the saga is after a fact.
    mutating func apply(_ fact: SagaFact, at now: Date) {
        updatedAt = now
        switch fact {
        case .sagaStarted(let name, let input, let outlines, let traceparent):
            (self.name, self.input, self.traceparent, startedAt) = (name, input, traceparent, now)
            steps = outlines.map { Step(name: $0.name, kind: $0.kind) }
        case .sagaLeased(let worker, let token):
            (self.worker, self.token) = (worker, token)
        case .sagaStepStarted(let step, let action, let attempt, let key, let command):
            underWay = UnderWay(step: step, action: action, attempt: attempt)
            begin(step, action, key, command, at: now)
        case .sagaStepDelayed(let step, let action, let reason, let effect, let counts, let until):
            delay(step, action, reason, effect, counts, until, at: now)
        case .sagaStepSucceeded(let step, let output, let evidence, let isDuplicate):
            succeed(step, output, evidence, isDuplicate, at: now)
        case .sagaStepFailed(let step, let reason, let effect, let isTooLate):
            fail(step, reason, effect, isTooLate, at: now)
        case .sagaStepSkipped(let step, _):
            skip(step, at: now)
        case .sagaCompensating(let reason):
            (direction, status, self.reason, due) = (.compensate, .compensating, reason, nil)
            for index in steps.indices { steps[index].counted = 0 }
        case .sagaStepCompensated(let step, let evidence, let isEmpty):
            undo(step, evidence, isEmpty, at: now)
        case .sagaStepCompensationFailed(let step, let reason, let effect):
            underWay = nil
            if effect == .unknown { steps[step].effect = .unknown(evidence: reason) }
            (steps[step].state, steps[step].lastError, steps[step].endedAt) = (.compensationFailed, reason, now)
        case .sagaNeedsAttention(let reason):
            (status, self.reason, due) = (.needsAttention, reason, nil)
        case .sagaAnswerCameLate(let step, let action, let answer, let wasDone):
            counters.late += 1
            if wasDone, status.isFinal {
                steps[step].effect = action == .forward ? .standing(evidence: answer) : .undone(evidence: answer)
            }
        case .sagaIntervened(let command, let kind, let actor, let reason):
            interventions.append(Intervened(command: command, kind: kind, actor: actor, reason: reason, at: now))
            intervene(kind)
        case .sagaEnded(let status):
            (self.status, due) = (status, nil)
            if let open = underWay, open.action == .forward {
                steps[open.step].effect = .unknown(evidence: "it was under way when the saga ended")
            }
        }
    }

    private mutating func begin(_ step: Int, _ action: SagaAction, _ key: String, _ command: String, at now: Date) {
        due = nil
        steps[step].startedAt = now
        steps[step].counted += 1
        switch action {
        case .forward:
            steps[step].state = .running
            steps[step].attempts += 1
            (steps[step].key, steps[step].command) = (key, command)
            status = .running
        case .compensate:
            steps[step].state = .compensating
            steps[step].compensationAttempts += 1
            status = .compensating
        }
    }

    private mutating func delay(
        _ step: Int, _ action: SagaAction, _ reason: String, _ effect: SagaFact.Effect, _ counts: Bool, _ until: Date,
        at now: Date
    ) {
        (due, underWay) = (until, nil)
        (steps[step].lastError, steps[step].endedAt) = (reason, now)
        if !counts { steps[step].counted -= 1 }
        if effect == .unknown { steps[step].effect = .unknown(evidence: reason) }
        if action == .forward {
            steps[step].state = .pending
            status = direction == .forward ? .waiting : .compensating
        }
    }

    private mutating func succeed(
        _ step: Int, _ output: String, _ evidence: String, _ isDuplicate: Bool, at now: Date
    ) {
        underWay = nil
        (steps[step].state, steps[step].output, steps[step].endedAt) = (.succeeded, output, now)
        steps[step].effect = .standing(evidence: evidence)
        steps[step].lastError = nil
        if isDuplicate { counters.duplicate += 1 }
    }

    private mutating func fail(
        _ step: Int, _ reason: String, _ effect: SagaFact.Effect, _ isTooLate: Bool, at now: Date
    ) {
        underWay = nil
        (steps[step].lastError, steps[step].endedAt) = (reason, now)
        if isTooLate { counters.late += 1 }
        if effect == .unknown {
            (steps[step].state, steps[step].effect) = (.unknown, .unknown(evidence: reason))
        } else {
            (steps[step].state, steps[step].effect) = (.failed, .none)
        }
    }

    private mutating func skip(_ step: Int, at now: Date) {
        (steps[step].state, steps[step].endedAt, due) = (.skipped, now, nil)
        status = direction == .forward ? .running : .compensating
    }

    private mutating func undo(_ step: Int, _ evidence: String, _ isEmpty: Bool, at now: Date) {
        underWay = nil
        (steps[step].state, steps[step].endedAt, due) = (.compensated, now, nil)
        steps[step].effect = .undone(evidence: evidence)
        steps[step].lastError = nil
        if isEmpty { counters.empty += 1 }
    }

    private mutating func intervene(_ kind: SagaIntervention.Kind) {
        switch kind {
        case .skipStep, .abandon: break
        case .compensate where direction == .forward: break
        case .retry, .resume, .compensate:
            due = nil
            status = direction == .forward ? .running : .compensating
            for index in steps.indices {
                steps[index].counted = 0
                let gaveUp = steps[index].state == .failed || steps[index].state == .unknown
                if direction == .forward, gaveUp { steps[index].state = .pending }
            }
        }
    }
}
