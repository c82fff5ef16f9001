import EventSourcing
import Foundation
import GRDB
import Resilience
import ResilienceTesting
import Testing

/// A bus with one publisher, on a clock and a time of day that stand still.
struct BusBench {
    let store: InMemoryEventStore
    let database: DatabaseQueue
    let clock = ManualClock()
    let time: Shared<Date>
    let received = Shared<[String]>([])

    init() throws {
        let time = Shared(Date(timeIntervalSince1970: 1_000_000))
        self.time = time
        store = InMemoryEventStore { time.value }
        database = try DatabaseQueue()
    }

    func bus(_ subscriptions: Subscription..., sources: [any EventSource]? = nil) async -> EventBus {
        let bus = EventBus(
            sources: sources ?? [StoreEventSource(store, name: "shop", clock: clock)], database: database, clock: clock,
            now: { [time] in time.value }, jitter: .none)
        for subscription in subscriptions { await bus.subscribe(subscription) }
        return bus
    }

    func append(_ type: String, to stream: StreamID, lane: Lane = .normal) async throws {
        let version = try await store.version(of: stream)
        _ = try await store.append(
            Append(to: stream, expecting: version, [NewEvent(type: type, data: Data("{}".utf8))], lane: lane))
    }

    /// Lets the time of day and the clock go on.
    func pass(_ duration: Duration) {
        time.change { $0.addTimeInterval(duration / .seconds(1)) }
        clock.advance(by: duration)
    }

    func note(_ event: Event) {
        received.change { $0.append("\(event.stream)/\(event.version)") }
    }
}

struct EventBusTests {
    let bench: BusBench

    init() throws {
        bench = try BusBench()
    }

    @Test func eachGroupGetsEachEventOfItsTopicsInOrder() async throws {
        let mine = Shared<[String]>([])
        let bus = await bench.bus(
            Subscription(group: "all", effects: .none) { [bench] event, _ in bench.note(event) },
            Subscription(group: "orders", topics: ["Order*", "Paid"], effects: .none) { event, _ in
                mine.change { $0.append(event.type) }
            })
        try await alongside {
            try await bus.run()
        } _: {
            for type in ["OrderPlaced", "UserCreated", "Paid", "PaidLate", "OrderShipped"] {
                try await bench.append(type, to: "s-1")
            }
            try await eventually("all are delivered") { bench.received.value.count == 5 && mine.value.count == 3 }
        }
        #expect(bench.received.value == (1...5).map { "s-1/\($0)" })
        #expect(mine.value == ["OrderPlaced", "Paid", "OrderShipped"])
    }

    @Test func aGroupGoesOnWhereItStopped() async throws {
        for number in 0..<3 {
            try await bench.append("T", to: "s-1")
            let bus = await bench.bus(
                Subscription(group: "g", effects: .none) { [bench] event, _ in bench.note(event) })
            try await alongside {
                try await bus.run()
            } _: {
                try await eventually("the checkpoint is kept") { try await bus.status()[0].position == number + 1 }
            }
        }
        #expect(bench.received.value == ["s-1/1", "s-1/2", "s-1/3"])
    }

    @Test func whatIsPassedOverIsNeverDeliveredAndWhatComesLaterIs() async throws {
        for lane in Lane.allCases { try await bench.append("T", to: StreamID(rawValue: "s-\(lane)"), lane: lane) }
        try await bench.append("Other", to: "s-3")
        let bus = await bench.bus(
            Subscription(group: "g", topics: ["T"], effects: .none) { [bench] event, _ in bench.note(event) })
        #expect(try await !bus.isUpToDate())
        try await bus.passOverAll()
        #expect(try await bus.isUpToDate())
        #expect(try await bus.status().map(\.position) == [3, 3])
        try await bench.append("Other", to: "s-3")
        #expect(try await bus.isUpToDate())
        try await bench.append("T", to: "s-normal")
        #expect(try await !bus.isUpToDate())
        try await alongside {
            try await bus.run()
        } _: {
            try await eventually("the later one is delivered") { bench.received.value == ["s-normal/2"] }
        }
    }

    @Test func aFailureHoldsUpItsStreamAndNoOther() async throws {
        let broken = Shared(true)
        let bus = await bench.bus(
            Subscription(
                group: "g", effects: .none,
                retry: DeliveryRetry(attempts: 5, backoff: Backoff(initial: .seconds(10)))
            ) { [bench] event, _ in
                if event.stream == "a-1", broken.value { throw Broken() }
                bench.note(event)
            })
        for stream: StreamID in ["a-1", "b-1", "a-1", "b-1"] { try await bench.append("T", to: stream) }
        try await alongside {
            try await bus.run()
        } _: {
            try await eventually("the other stream has gone on") { bench.received.value == ["b-1/1", "b-1/2"] }
            try await eventually("two are put aside") { try await bus.status()[0].putAside == 2 }
            broken.change { $0 = false }
            await bench.clock.waitForSleepers(2)
            bench.pass(.seconds(10))
            try await eventually("all are delivered") { bench.received.value.count == 4 }
            try await eventually("nothing is put aside") { try await bus.status()[0].putAside == 0 }
        }
        #expect(bench.received.value == ["b-1/1", "b-1/2", "a-1/1", "a-1/2"])
    }

    @Test func whatKeepsFailingBecomesADeadLetterWithItsReason() async throws {
        let broken = Shared(true)
        let bus = await bench.bus(
            Subscription(
                group: "g", effects: .external, retry: DeliveryRetry(attempts: 2, backoff: Backoff(initial: .zero))
            ) { [bench] event, _ in
                if event.stream == "a-1", event.version == 1, broken.value { throw Broken() }
                bench.note(event)
            })
        for stream: StreamID in ["a-1", "a-1", "b-1"] { try await bench.append("T", to: stream) }
        try await alongside {
            try await bus.run()
        } _: {
            try await eventually("it is dead") { try await bus.deadLetters().count == 1 }
            try await eventually("the other stream has gone on") { bench.received.value == ["b-1/1"] }
            try await eventually("the next of its stream waits") {
                try await bus.deadLetters().first?.waitingBehind == 1
            }
            let letter = try #require(try await bus.deadLetters(group: "g").first)
            #expect(letter.reason == "Broken()" && letter.attempts == 2 && letter.event.stream == "a-1")
            #expect(try await bus.deadLetters(group: "other").isEmpty)
            broken.change { $0 = false }
            try await bus.retry(deadLetter: letter.id)
            try await eventually("its stream goes on") { bench.received.value == ["b-1/1", "a-1/1", "a-1/2"] }
            await #expect(throws: NoSuchDeadLetter(id: letter.id)) { try await bus.retry(deadLetter: letter.id) }
        }
    }

    @Test func aDiscardedDeadLetterLetsItsStreamGoOn() async throws {
        let bus = await bench.bus(
            Subscription(group: "g", effects: .none) { [bench] event, _ in
                if event.version == 1 { throw Undeliverable("of no use") }
                bench.note(event)
            })
        for _ in 0..<2 { try await bench.append("T", to: "a-1") }
        try await alongside {
            try await bus.run()
        } _: {
            try await eventually("it is dead at once") { try await bus.deadLetters().first?.attempts == 1 }
            let letter = try #require(try await bus.deadLetters().first)
            try await bus.discard(deadLetter: letter.id, actor: "ada", reason: "its order is gone")
            try await eventually("the next is delivered") { bench.received.value == ["a-1/2"] }
            await #expect(throws: NoSuchDeadLetter.self) {
                try await bus.discard(deadLetter: 1, actor: "ada", reason: "again")
            }
        }
        let again = await bench.bus(Subscription(group: "g", effects: .none) { _, _ in })
        let kept = try #require(try await again.discardedLetters(group: "g").first)
        #expect(kept.actor == "ada" && kept.reason == "its order is gone" && kept.at == bench.time.value)
        #expect(kept.letter.event.version == 1 && kept.letter.reason == "of no use" && kept.letter.attempts == 1)
        #expect(try await again.discardedLetters(group: "other").isEmpty)
        #expect(try await again.deadLetters().isEmpty)
    }

    @Test func aFloodOfNormalEventsDoesNotDelayACriticalOne() async throws {
        let gate = AsyncStream<Void>.makeStream()
        let bus = await bench.bus(
            Subscription(group: "g", effects: .none) { [bench] event, _ in
                if event.lane == .normal { for await _ in gate.stream {} }
                bench.note(event)
            })
        for number in 0..<500 { try await bench.append("T", to: StreamID(rawValue: "flood-\(number)")) }
        try await bench.append("T", to: "order-1", lane: .critical)
        try await alongside {
            try await bus.run()
        } _: {
            try await eventually("the critical one is delivered") { bench.received.value == ["order-1/1"] }
            gate.continuation.finish()
            try await eventually("then all the others") { bench.received.value.count == 501 }
        }
    }

    @Test func aReplayIsMarkedAndNeverGoesToAGroupThatActsOnTheWorld() async throws {
        let replayed = Shared<[Int]>([])
        let bus = await bench.bus(
            Subscription(group: "view", effects: .none) { [bench] event, delivery in
                bench.note(event)
                if delivery.isReplay { replayed.change { $0.append(event.position) } }
            },
            Subscription(group: "mails", effects: .external) { _, _ in })
        for _ in 0..<3 { try await bench.append("T", to: "a-1") }
        try await alongside {
            try await bus.run()
        } _: {
            try await eventually("all are delivered") {
                try await bus.status().allSatisfy { $0.lane == .critical || $0.position == 3 }
            }
            try await bus.replay(group: "view", after: 1, command: "again")
            try await eventually("two come again") { bench.received.value.count == 5 }
            try await bus.replay(group: "view", after: 1, command: "again")
            // Over or not, that there was one is told.
            #expect(
                try await bus.status().map { "\($0.group) \($0.replays)" } == [
                    "view 1", "view 1", "mails 0", "mails 0",
                ])
            try await bench.append("T", to: "a-1")
            try await eventually("then new ones") { bench.received.value.count == 6 }
            #expect(replayed.value == [2, 3])
            await #expect(throws: ReplayRefused.self) { try await bus.replay(group: "mails", after: 0) }
            await #expect(throws: ReplayRefused.self) { try await bus.replay(group: "nobody", after: 0) }
        }
    }

    @Test func troubleOfAPublisherIsToldAndSurvived() async throws {
        let isDown = Shared(true)
        let source = FlakySource(real: StoreEventSource(bench.store, name: "shop", clock: bench.clock), isDown: isDown)
        let bus = await bench.bus(
            Subscription(group: "g", effects: .none) { [bench] event, _ in bench.note(event) }, sources: [source])
        try await bench.append("T", to: "a-1")
        try await alongside {
            try await bus.run()
        } _: {
            try await eventually("the trouble is told") { try await bus.status()[0].trouble == "Broken()" }
            isDown.change { $0 = false }
            await bench.clock.waitForSleepers(2)
            bench.pass(.seconds(60))
            try await eventually("it is delivered") { bench.received.value == ["a-1/1"] }
            try await eventually("the trouble is over") { try await bus.status()[0].trouble == nil }
        }
    }
}

private struct FlakySource: EventSource {
    let real: any EventSource
    let isDown: Shared<Bool>
    var name: String { real.name }

    func page(
        after position: Int, matching filter: EventFilter, limit: Int, waitingUpTo patience: Duration
    ) async throws -> EventPage {
        if isDown.value { throw Broken() }
        return try await real.page(after: position, matching: filter, limit: limit, waitingUpTo: patience)
    }
}
