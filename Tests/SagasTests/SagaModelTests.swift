import EventSourcing
import Foundation
import ResilienceTesting
import Testing

@testable import Sagas

/// Sagas under random failures, deaths and operators, against what must be true whatever happens.
struct SagaModelTests {
    @Test func whateverHappensTheEndMatchesTheWorld() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for block in 0..<8 {
                group.addTask {
                    for seed in ModelRuns.seeds(500) where seed % 8 == block { try await play(seed: UInt64(seed)) }
                }
            }
            try await group.waitForAll()
        }
    }

    private func play(seed: UInt64) async throws {
        let place: Comment = "seed \(seed)"
        let chance = Shared(SeededGenerator(seed: seed))
        let badness = chance.change { Double.random(in: 0...0.6, using: &$0) }
        let deadliness = chance.change { $0.chance(0.5) ? Double.random(in: 0...0.2, using: &$0) : 0 }
        let world = World { _ in
            chance.change { $0.chance(badness) ? World.Mood.allCases.randomElement(using: &$0) ?? .fine : .fine }
        }
        let bench = try await SagaBench(world, attempts: 2)
        try await bench.start()
        let faults: @Sendable (SagaFaultPoint) throws -> Void = { _ in
            if chance.change({ $0.chance(deadliness) }) { throw ProcessDied() }
        }
        var state = try await bench.drive(faults: faults)
        var interventions = 0
        while state.status == .needsAttention {
            interventions += 1
            let kind =
                interventions > 12
                ? .abandon : chance.change { SagaIntervention.Kind.allCases.randomElement(using: &$0) } ?? .retry
            let intervention = SagaIntervention(
                id: "c\(interventions)", saga: "order-7f3a", kind, actor: "ada", reason: "r")
            do { try await bench.runner().intervene(intervention) } catch is SagaInterventionError {}
            state = try await bench.drive(faults: faults)
        }
        try check(state, bench, place)
        #expect(try await bench.state() == state, place)
    }

    private func check(_ state: SagaState, _ bench: SagaBench, _ place: Comment) throws {
        let world = bench.world.now
        #expect(state.status.isFinal, place)
        #expect(bench.ledgerIsTrue(state), place)
        let done = world.history.filter { $0.hasPrefix("+") }
        #expect(Set(done).count == done.count, "nothing is done twice, \(place)")
        switch state.status {
        case .completed:
            for step in state.steps {
                #expect(step.state == .succeeded || step.state == .skipped && state.wasTouched, place)
            }
        case .compensated:
            #expect(world.applied.isEmpty, place)
        default:
            #expect(state.wasTouched, place)
        }
        let undone = world.history.filter { $0.hasPrefix("-") }.map { String($0.dropFirst()) }
        let order = state.steps.map(\.name)
        let places = undone.compactMap { order.firstIndex(of: $0) }
        #expect(places == places.sorted(by: >), "undone in reverse, \(place)")
    }
}
