import EventSourcing
import Foundation

extension SagaWorker {
    /// Makes sure that nobody else has the saga before something is recorded or sent, and for as long as a try can last.
    func hold(
        _ lease: inout SagaLeases.Lease?, _ state: inout SagaState, _ definition: SagaDefinition
    ) async throws(SagaInterruption) {
        if let held = lease, state.token > held.token { throw .other(SagaTakenOver()) }
        let longestTry = definition.steps.map(\.timeout).max() ?? .zero
        let present = now()
        if let held = lease, held.until > present.advanced(by: longestTry) { return }
        let until = present.advanced(by: longestTry * 2 + leaseMargin)
        do {
            lease = try await leases.take(
                SagaLeases.Request(
                    saga: state.id, holder: holder, seen: state.token, until: until, now: present))
        } catch {
            throw .other(error)
        }
        guard let granted = lease, granted.token >= state.token else { throw .other(SagaTakenOver()) }
        if granted.token > state.token {
            try await commit([.sagaLeased(worker: holder.worker, token: granted.token)], on: &state)
        }
    }

    /// Records facts on exactly this state.
    func commit(_ facts: [SagaFact], on state: inout SagaState) async throws(SagaInterruption) {
        try pass(.beforeCommit)
        do {
            try await streams.record(facts, on: &state)
        } catch EventStoreError.conflict {
            throw .moved
        } catch {
            throw .other(error)
        }
        try pass(.afterCommit)
    }

    func reloaded(_ state: SagaState) async throws(SagaInterruption) -> SagaState {
        do { return try await streams.load(state.id) ?? state } catch { throw .other(error) }
    }

    func pass(_ point: SagaFaultPoint) throws(SagaInterruption) {
        do { try faults(point) } catch { throw .other(error) }
    }
}
