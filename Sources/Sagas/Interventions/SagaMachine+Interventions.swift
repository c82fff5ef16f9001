import EventSourcing

extension SagaMachine {
    /// Why an intervention cannot be carried out; `nil`: it can.
    func refusal(of intervention: SagaIntervention, _ state: SagaState) -> String? {
        if state.status.isFinal { return "it has ended (\(state.status.rawValue))" }
        if let step = intervention.step, step != present(state) {
            return "it stands at \(present(state) ?? "its end"), not at \(step)"
        }
        if intervention.kind != .abandon, let reason = mismatch(with: state) { return reason }
        let isStopped = state.status == .needsAttention || state.status == .waiting || state.isBetweenTries
        switch intervention.kind {
        case .abandon: return nil
        case .compensate: return obstacleToCompensation(state)
        case .retry, .resume: return isStopped ? nil : "it is \(state.status.rawValue) and goes on by itself"
        case .skipStep:
            if state.underWay != nil { return "a try of \(present(state) ?? "a step") is under way: wait for its end" }
            return isStopped
                ? nil : "it is \(state.status.rawValue): only a step that waits or needs attention is skipped"
        }
    }

    /// What is recorded when it is carried out.
    func facts(for intervention: SagaIntervention, _ state: SagaState) -> [SagaFact] {
        let intervened = SagaFact.sagaIntervened(
            command: intervention.id, kind: intervention.kind, actor: intervention.actor, reason: intervention.reason)
        switch intervention.kind {
        case .retry, .resume: return [intervened]
        case .abandon: return [intervened, .sagaEnded(status: .abandoned)]
        case .compensate:
            if state.direction == .compensate { return [intervened] }
            return [intervened, .sagaCompensating(reason: "\(intervention.actor): \(intervention.reason)")]
        case .skipStep:
            let step = state.direction == .forward ? state.nextStep : state.nextToUndo
            return [intervened] + (step.map { [.sagaStepSkipped(step: $0, action: state.direction)] } ?? [])
        }
    }

    /// Every effect that it would have, as far as can be foreseen.
    func plan(of intervention: SagaIntervention, _ state: SagaState) -> SagaPlan {
        let names = state.steps.map(\.name)
        let effects: [SagaPlan.Effect]
        switch intervention.kind {
        case .compensate:
            effects = state.steps.indices.reversed().filter {
                state.steps[$0].isToBeUndone || state.underWay?.step == $0
            }
            .map { .init(step: names[$0], action: .compensate, sentence: "undo \(names[$0])") }
        case .retry, .resume:
            effects = [present(state)].compactMap(\.self)
                .map {
                    .init(step: $0, action: state.direction, sentence: "try \($0) again (\(state.direction.rawValue))")
                }
        case .skipStep:
            effects = [present(state)].compactMap(\.self)
                .map { .init(step: $0, action: nil, sentence: "pass \($0) over") }
        case .abandon:
            effects = state.steps.filter(\.mayHaveHappened)
                .map { .init(step: $0.name, action: nil, sentence: "leave \($0.name) as it is") }
        }
        return SagaPlan(revision: state.revision, effects: effects)
    }

    /// The step that the saga stands at.
    private func present(_ state: SagaState) -> String? {
        state.presentStep.map { state.steps[$0].name }
    }

    private func obstacleToCompensation(_ state: SagaState) -> String? {
        if state.direction == .compensate, state.status != .needsAttention { return "it is being compensated already" }
        let stuck = state.steps.indices.first { index in
            let touches = state.steps[index].isToBeUndone || state.underWay?.step == index
            return touches && definition.steps[index].compensate == nil
        }
        return stuck.map { "\(state.steps[$0].name) cannot be undone" }
    }
}

extension SagaState {
    /// Whether it is being compensated and waits for the next try of that.
    var isBetweenTries: Bool { direction == .compensate && underWay == nil && due != nil }
}
