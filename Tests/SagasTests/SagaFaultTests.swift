import EventSourcing
import Foundation
import ResilienceTesting
import Testing

@testable import Sagas

/// The process dies at every point where it can: before and after each commit, before and after each send.
struct SagaFaultTests {
    struct Scenario: Sendable, CustomTestStringConvertible {
        var name: String
        var moods: [String: World.Mood]
        var end: SagaStatus
        var testDescription: String { name }
    }

    static let scenarios = [
        Scenario(name: "all goes well", moods: [:], end: .completed),
        Scenario(name: "the payment is refused", moods: ["ProcessPayment": .refuses], end: .compensated),
        Scenario(name: "the shipment is refused", moods: ["CreateShipment": .refuses], end: .compensated),
        Scenario(name: "the payment's answer is lost", moods: ["ProcessPayment": .isLostAfter], end: .compensated),
        Scenario(
            name: "the refund fails", moods: ["CreateShipment": .refuses, "-ProcessPayment": .failsBefore],
            end: .needsAttention),
    ]

    private func bench(_ scenario: Scenario) async throws -> SagaBench {
        let world = World { call in scenario.moods[(call.action == .forward ? "" : "-") + call.step] ?? .fine }
        let bench = try await SagaBench(world, attempts: 2)
        try await bench.start()
        return bench
    }

    @Test(arguments: scenarios)
    func aDeathAtAnyPointChangesNothingAboutTheEnd(scenario: Scenario) async throws {
        let passed = Shared(0)
        try await bench(scenario).drive { _ in passed.change { $0 += 1 } }
        let points = passed.value
        #expect(points > 10)
        for fatal in 1...points {
            let bench = try await bench(scenario)
            let count = Shared(0)
            let state = try await bench.drive { point in
                if count.change({
                    $0 += 1; return $0 == fatal
                }) {
                    throw ProcessDied()
                }
            }
            try expectGoodEnd(state, bench, scenario, "death at point \(fatal)")
        }
    }

    @Test(arguments: scenarios)
    func anyNumberOfDeathsChangesNothingAboutTheEnd(scenario: Scenario) async throws {
        for seed in ModelRuns.seeds(15) {
            let chance = Shared(SeededGenerator(seed: UInt64(seed)))
            let bench = try await bench(scenario)
            let state = try await bench.drive { _ in
                if chance.change({ $0.chance(0.25) }) { throw ProcessDied() }
            }
            try expectGoodEnd(state, bench, scenario, "seed \(seed)")
        }
    }

    private func expectGoodEnd(
        _ state: SagaState, _ bench: SagaBench, _ scenario: Scenario, _ place: Comment
    ) throws {
        #expect(state.status == scenario.end, place)
        #expect(bench.ledgerIsTrue(state), place)
        let done = bench.world.now.history.filter { $0.hasPrefix("+") }
        #expect(Set(done).count == done.count, "done twice, \(place)")
        switch scenario.end {
        case .completed: #expect(bench.world.now.applied.count == 4, place)
        case .compensated: #expect(bench.world.now.applied.isEmpty, place)
        default: #expect(bench.world.now.applied.count == 2, place)
        }
    }
}
