import EventSourcing
import Foundation
import Operations
import Sagas

extension SagaOperations: CommandHandler {
    public var kinds: [CommandKind] {
        [.sagaCompensate, .sagaRetry, .sagaSkipStep, .sagaResume, .sagaAbandon]
    }

    public func plan(_ command: Command, asOf now: Date) async throws -> Operations.Plan {
        // Compared first: why a saga that has meanwhile ended cannot be touched is no answer to who saw it otherwise.
        let intervention = try intervention(command, expectedRevision: command.expectedRevision)
        return try await telling {
            while true {
                let plan = try await runner.plan(intervention)
                // The plan and the word for its state must be of the same moment.
                guard let state = try await runner.saga(intervention.saga), state.revision == plan.revision else {
                    try Task.checkCancellation()
                    continue
                }
                return Plan(
                    command, revision: plan.revision, state: state.status.rawValue,
                    effects: plan.effects.map { effect in
                        Plan.Effect(
                            subject: effect.step, action: effect.action?.rawValue ?? "none", revision: plan.revision,
                            sentence: effect.sentence)
                    }, asOf: now)
            }
        }
    }

    public func carryOut(_ command: Command, as plan: Plan, _ run: CommandRun) async throws -> JSONValue? {
        // The saga remembers the command, so that it takes effect once, however often this is called.
        let intervention = try intervention(command, expectedRevision: run.expectedRevision(of: plan))
        let state = try await telling { try await runner.intervene(intervention) }
        return ["revision": .integer(Int64(state.revision)), "status": .string(state.status.rawValue)]
    }

    private func intervention(_ command: Command, expectedRevision: Int?) throws(Problem) -> SagaIntervention {
        var arguments = ArgumentReader(command)
        let takesStep = command.kind == .sagaSkipStep || command.kind == .sagaRetry
        let step = takesStep ? arguments.text("step") : nil
        try arguments.finish()
        let word = command.kind.rawValue.dropFirst("saga.".count)
        guard let kind = SagaIntervention.Kind(rawValue: String(word)) else {
            throw Problem(.notOffered, "\(command.kind) is nothing that can be done to a saga")
        }
        guard (1...190).contains(command.target.utf8.count) else { throw unknown(command.target) }
        return SagaIntervention(
            id: command.id, saga: SagaID(rawValue: command.target), kind, step: step, actor: command.actor,
            reason: command.reason, expectedRevision: expectedRevision)
    }

    private func unknown(_ saga: String) -> Problem {
        Problem(.notFound, "There is no saga “\(saga)” here")
    }

    /// Does something, and tells in the API's words why it could not be done.
    private func telling<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch SagaInterventionError.noSuchSaga(let id) {
            throw unknown(id.rawValue)
        } catch SagaInterventionError.changed(let id, let expected, let actual, let status) {
            throw Problem(
                .revisionConflict, "Saga \(id) has changed before the command's turn came. Nothing was done",
                difference: await difference(of: id, from: expected, to: actual, status))
        } catch let error as SagaInterventionError {
            throw Problem(.commandRefused, "\(error)")
        } catch let error as NoSuchSagaDefinition {
            throw Problem(.commandRefused, "\(error): this version of the service cannot go on with it")
        } catch let error as EventStoreError where StorageTrouble.isTemporary(error) {
            throw Problem(.unavailable, "\(error)", retryAfter: 5)
        }
    }
}
