import EventSourcing

extension SagaRunner {
    /// What an intervention would do, without doing it.
    /// - Throws: ``SagaInterventionError`` as ``intervene(_:)`` would.
    public func plan(_ intervention: SagaIntervention) async throws -> SagaPlan {
        let (state, machine) = try await admitted(intervention)
        return machine.plan(of: intervention, state)
    }

    /// Carries an intervention out: records it, and the workers go on from there. The same command again does nothing.
    /// - Returns: the saga afterwards.
    /// - Throws: ``SagaInterventionError``; then nothing was done.
    @discardableResult
    public func intervene(_ intervention: SagaIntervention) async throws -> SagaState {
        while true {
            if let earlier = try await streams.load(intervention.saga), earlier.knows(intervention) { return earlier }
            var (state, machine) = try await admitted(intervention)
            do {
                try await streams.record(
                    machine.facts(for: intervention, state), on: &state, command: "command/\(intervention.id)")
                return state
            } catch EventStoreError.conflict {
                // A worker was faster: look again whether the intervention still makes sense.
                try Task.checkCancellation()
            }
        }
    }

    private func admitted(_ intervention: SagaIntervention) async throws -> (SagaState, SagaMachine) {
        guard let state = try await streams.load(intervention.saga) else {
            throw SagaInterventionError.noSuchSaga(intervention.saga)
        }
        if let expected = intervention.expectedRevision, expected != state.revision {
            throw SagaInterventionError.changed(
                state.id, expected: expected, actual: state.revision, status: state.status)
        }
        guard let machine = machine(for: state) else { throw NoSuchSagaDefinition(name: state.name) }
        if let reason = machine.refusal(of: intervention, state) {
            throw SagaInterventionError.refused(state.id, reason: reason)
        }
        return (state, machine)
    }
}

extension SagaState {
    /// Whether an intervention was recorded before.
    func knows(_ intervention: SagaIntervention) -> Bool {
        interventions.contains { $0.command == intervention.id }
    }
}
