import EventSourcing
import Foundation
import Resilience
import ResilienceTesting
import Testing

struct OutboxRelayTests {
    let bench: BusBench

    init() throws {
        bench = try BusBench()
    }

    private func relay(
        backoff: Backoff = Backoff(initial: .seconds(10)),
        _ send: @escaping @Sendable (OutboxMessage) async throws -> Void
    ) -> OutboxRelay {
        OutboxRelay(
            of: bench.store, backoff: backoff, clock: bench.clock, now: { [time = bench.time] in time.value },
            jitter: .none, send: send)
    }

    private func append(_ ids: String...) async throws {
        let messages = ids.map { OutboxMessage(id: $0, topic: "t", key: String($0.prefix(1)), payload: Data()) }
        _ = try await bench.store.append(
            Append(
                to: StreamID(rawValue: "s-\(UUID().uuidString)"), expecting: 0, [NewEvent(type: "T", data: Data())],
                messages: messages))
    }

    @Test func messagesAreSentInOrderWithinAKeyAndForgotten() async throws {
        let sent = Shared<[String]>([])
        let relay = relay { message in sent.change { $0.append(message.id) } }
        try await alongside {
            try await relay.run()
        } _: {
            try await append("a1", "b1", "a2")
            try await append("a3", "b2")
            try await eventually("the outbox is empty") { try await bench.store.waitingMessages() == 0 }
        }
        #expect(sent.value.filter { $0.hasPrefix("a") } == ["a1", "a2", "a3"])
        #expect(sent.value.filter { $0.hasPrefix("b") } == ["b1", "b2"])
    }

    @Test func aFailureHoldsUpItsKeyUntilItWorks() async throws {
        let sent = Shared<[String]>([])
        let broken = Shared(true)
        let relay = relay { message in
            if message.key == "a", broken.value { throw Broken() }
            sent.change { $0.append(message.id) }
        }
        try await append("a1", "a2", "b1")
        try await alongside {
            try await relay.run()
        } _: {
            try await eventually("the other key has gone on") { sent.value == ["b1"] }
            try await eventually("the failure is kept") {
                try await bench.store.nextMessages(limit: 1).first?.lastError == "Broken()"
            }
            broken.change { $0 = false }
            await bench.clock.waitForSleepers()
            bench.pass(.seconds(10))
            try await eventually("all are sent") { try await bench.store.waitingMessages() == 0 }
        }
        #expect(sent.value == ["b1", "a1", "a2"])
    }

    @Test func itIsWokenByNewMessagesAfterALongPause() async throws {
        let sent = Shared<[String]>([])
        let relay = relay { message in sent.change { $0.append(message.id) } }
        try await alongside {
            try await relay.run()
        } _: {
            for _ in 0..<3 {
                await bench.clock.waitForSleepers()
                bench.pass(.seconds(30))
            }
            await bench.clock.waitForSleepers()
            try await append("a1")
            try await eventually("it is sent") { sent.value == ["a1"] }
        }
    }
}
