import AsyncHTTPClient
import EventSourcing
import EventSourcingHTTP
import Foundation
import NIOCore
import NIOHTTP1
import ResilienceTesting
import Testing

/// The publisher's side, over real HTTP.
struct EventFeedTests {
    let store = InMemoryEventStore()
    let clock = ManualClock()

    private func feed(_ limits: EventFeedLimits = EventFeedLimits()) -> EventFeed {
        EventFeed(StoreEventSource(store, name: "shop", clock: clock), limits: limits)
    }

    @Test func whatIsReadOverHTTPIsWhatIsInTheStore() async throws {
        try await store.append(150)
        try await store.append(3, to: "order-1", lane: .critical)
        try await Publisher.run(feed()) { publisher in
            let all = try await publisher.source().page(after: 0, matching: .all, limit: 500, waitingUpTo: .zero)
            #expect(try await store.page(after: 0, matching: .all, limit: 500) == all)
            let some = EventFilter(lane: .critical, types: ["T", "a type=with &odd %signs"], stream: "order-1")
            let critical = try await publisher.source().page(after: 151, matching: some, limit: 1, waitingUpTo: .zero)
            #expect(critical.events.map(\.position) == [152])
        }
    }

    @Test func aLongPollIsAnsweredByTheEventAndNotByTheClock() async throws {
        try await Publisher.run(feed()) { publisher in
            async let page = publisher.source().page(after: 0, matching: .all, limit: 9, waitingUpTo: .seconds(30))
            await clock.waitForSleepers()
            try await store.append()
            #expect(try await page.events.count == 1)
        }
    }

    @Test func anAnswerWithoutEventsComesWhenThePatienceIsUsedUp() async throws {
        try await Publisher.run(feed()) { publisher in
            async let page = publisher.source().page(after: 0, matching: .all, limit: 9, waitingUpTo: .seconds(30))
            await clock.waitForSleepers()
            clock.advance(by: .seconds(30))
            let answer = try await page
            #expect(answer == EventPage(events: [], next: 0, head: 0))
        }
    }

    @Test func whoeverWaitsIsAnsweredWhenTheServiceShutsDown() async throws {
        try await Publisher.run(feed()) { publisher in
            async let page = publisher.source().page(after: 0, matching: .all, limit: 9, waitingUpTo: .seconds(30))
            await clock.waitForSleepers()
            await publisher.shutDownGracefully()
            let answer = try await page
            #expect(answer == EventPage(events: [], next: 0, head: 0))
        }
    }

    @Test func moreWaitingRequestsThanMayAreToldToComeBack() async throws {
        try await Publisher.run(feed(EventFeedLimits(waiting: 1))) { publisher in
            let source = publisher.source()
            async let first = source.page(after: 0, matching: .all, limit: 9, waitingUpTo: .seconds(30))
            await clock.waitForSleepers()
            let refusal = await #expect(throws: EventFeedError.self) {
                try await source.page(after: 0, matching: .all, limit: 9, waitingUpTo: .seconds(30))
            }
            guard case .refused("shop", 503, "too_many_waiting", _) = refusal else {
                Issue.record("\(String(describing: refusal))")
                return
            }
            // Whoever need not wait is served all the same.
            #expect(try await source.page(after: 0, matching: .all, limit: 9, waitingUpTo: .zero).events.isEmpty)
            try await store.append()
            #expect(try await first.events.count == 1)
            async let next = source.page(after: 1, matching: .all, limit: 9, waitingUpTo: .seconds(30))
            await clock.waitForSleepers()
            try await store.append()
            #expect(try await next.events.count == 1)
        }
    }

    @Test func anAnswerHoldsNoMoreEventsAndBytesThanItMay() async throws {
        try await store.append(5, bytes: 1_000)
        try await store.append(bytes: 10_000)
        try await store.append(200, bytes: 10)
        try await Publisher.run(feed(EventFeedLimits(events: 150, bytes: 2_500))) { publisher in
            var sizes: [Int] = []
            var position = 0
            while position < 206 {
                let page = try await publisher.source()
                    .page(after: position, matching: .all, limit: 1_000, waitingUpTo: .zero)
                #expect(page.events.map(\.position) == Array(position + 1...page.next))
                sizes.append(page.events.count)
                position = page.next
            }
            #expect(sizes == [2, 2, 1, 1, 150, 50])
        }
    }

    @Test func questionsThatMakeNoSenseAreProblemsThatNameThePlace() async throws {
        try await Publisher.run(feed()) { publisher in
            for (query, place) in [
                ("after=-1", "after"), ("after=x", "after"), ("limit=0", "limit"), ("wait=1.5", "wait"),
                ("lane=urgent", "lane"), ("type=", "type"), ("stream=\(String(repeating: "x", count: 201))", "stream"),
                ("lanes=critical", "lanes"), ("after=1&after=2", "after"), ("type=a%00", "type"),
                ("after=99999999999999999999", "after"),
            ] {
                let answer = try await publisher.client.get(url: publisher.url + "?" + query).get()
                #expect(answer.status.code == 400, "\(query)")
                #expect(answer.headers.first(name: "content-type") == "application/problem+json")
                let body = String(decoding: try #require(answer.body).readableBytesView, as: UTF8.self)
                #expect(body.contains("bad_event_query") && body.contains(place), "\(query): \(body)")
            }
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func aQuestionComesOutOfItsQueryAsItWentIn(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func word() -> String {
            String(
                String.UnicodeScalarView(
                    (0..<Int.random(in: 1...40, using: &random)).map { _ in
                        ["a", "-", " ", "&", "=", "%", "+", "/", "ü", "🦊", "\n", "?"].randomElement(using: &random)!
                    }))
        }
        let filter = EventFilter(
            lane: [nil, .normal, .critical].randomElement(using: &random)!,
            types: Bool.random(using: &random)
                ? nil : Set((0..<Int.random(in: 1...5, using: &random)).map { _ in word() }),
            stream: Bool.random(using: &random) ? nil : StreamID(rawValue: word()))
        let request = EventPageRequest(
            after: .random(in: 0...Int.max, using: &random), filter: filter,
            limit: .random(in: 1...1_000, using: &random), waitMilliseconds: .random(in: 0...60_000, using: &random))
        let components = try #require(URLComponents(string: "http://h/events?" + EventFeedQuery.text(request)))
        let items = (components.queryItems ?? []).map { ($0.name, $0.value ?? "") }
        #expect(try EventFeedQuery.request(items) == request)
    }
}
