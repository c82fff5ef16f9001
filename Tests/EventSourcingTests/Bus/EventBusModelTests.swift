import EventSourcing
import Foundation
import GRDB
import Resilience
import ResilienceTesting
import Testing

/// The bus under random failures, restarts and operators, against what every consumer may rely on: each event at least
/// once, first deliveries in order within a stream, nothing lost but what somebody discarded.
@Suite(.serialized)
struct EventBusModelTests {
    @Test func everyEventIsDeliveredInOrderWhateverFails() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for block in 0..<4 {
                group.addTask {
                    for seed in ModelRuns.seeds(120) where seed % 4 == block { try await play(seed: seed) }
                }
            }
            try await group.waitForAll()
        }
    }

    private func play(seed: Int) async throws {
        let bench = try BusBench()
        let chance = Shared(SeededGenerator(seed: UInt64(seed)))
        let badness = chance.change { Double.random(in: 0...0.6, using: &$0) }
        let delivered = Shared<[StreamID: [Int]]>([:])
        let subscription = Subscription(
            group: "g", effects: .none, retry: DeliveryRetry(attempts: 3, backoff: Backoff(initial: .seconds(1)))
        ) { event, _ in
            if chance.change({ $0.chance(badness) }) { throw Broken() }
            delivered.change { $0[event.stream, default: []].append(event.version) }
            // The process dies after the handler has done its work and before the bus knows of it.
            if chance.change({ $0.chance(badness / 4) }) { throw Broken() }
        }
        let appended = Shared<[StreamID: Int]>([:])
        for _ in 0..<chance.change({ Int.random(in: 1...4, using: &$0) }) {
            let bus = await bench.bus(subscription)
            try await alongside {
                try await bus.run()
            } _: {
                for _ in 0..<chance.change({ Int.random(in: 0...12, using: &$0) }) {
                    let stream = StreamID(rawValue: "s-\(chance.change { Int.random(in: 0...4, using: &$0) })")
                    try await bench.append("T", to: stream, lane: stream == "s-0" ? .critical : .normal)
                    appended.change { $0[stream, default: 0] += 1 }
                    if chance.change({ $0.chance(0.3) }) { bench.pass(.seconds(1)) }
                    if chance.change({ $0.chance(0.2) }), let letter = try await bus.deadLetters().first {
                        try await bus.retry(deadLetter: letter.id)
                    }
                }
            }
        }
        let bus = await bench.bus(subscription)
        try await alongside {
            try await bus.run()
        } _: {
            try await eventually("seed \(seed): everything is delivered") {
                for letter in try await bus.deadLetters() { try? await bus.retry(deadLetter: letter.id) }
                bench.pass(.seconds(5))
                // Looked at once: between two looks a stream's first event may come.
                return delivered.value.mapValues { $0.max() ?? 0 } == appended.value
            }
        }
        for (stream, versions) in delivered.value {
            var firsts: [Int] = []
            for version in versions where !firsts.contains(version) { firsts.append(version) }
            #expect(firsts == Array(1...(appended.value[stream] ?? 0)), "seed \(seed) \(stream)")
        }
    }
}
