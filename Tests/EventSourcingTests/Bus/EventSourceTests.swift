import EventSourcing
import Foundation
import ResilienceTesting
import Testing

struct EventSourceTests {
    let store = InMemoryEventStore()
    let clock = ManualClock()

    private func append(to stream: StreamID = "a-1") async throws {
        let version = try await store.version(of: stream)
        _ = try await store.append(Append(to: stream, expecting: version, [NewEvent(type: "T", data: Data())]))
    }

    @Test func theAnswerWaitsForAnEvent() async throws {
        let source = StoreEventSource(store, name: "shop", clock: clock)
        let asked = Task { try await source.page(after: 0, matching: .all, limit: 9, waitingUpTo: .seconds(30)) }
        await clock.waitForSleepers()
        try await append()
        #expect(try await asked.value.events.count == 1)
    }

    @Test func theAnswerIsEmptyWhenThePatienceIsUsedUp() async throws {
        let source = StoreEventSource(store, name: "shop", clock: clock)
        let asked = Task { try await source.page(after: 0, matching: .all, limit: 9, waitingUpTo: .seconds(30)) }
        await clock.waitForSleepers()
        clock.advance(by: .seconds(30))
        #expect(try await asked.value == EventPage(events: [], next: 0, head: 0))
        let at = try await source.page(after: 0, matching: .all, limit: 9, waitingUpTo: .zero)
        #expect(at.events.isEmpty)
    }

    @Test func waitingEndsWithItsTask() async throws {
        let source = StoreEventSource(store, name: "shop", clock: clock)
        let asked = Task { try await source.page(after: 0, matching: .all, limit: 9, waitingUpTo: .seconds(30)) }
        await clock.waitForSleepers()
        asked.cancel()
        await #expect(throws: CancellationError.self) { try await asked.value }
    }

    @Test func whatIsAskedAcrossProcessesIsWhatIsAskedHere() async throws {
        for _ in 0..<3 { try await append() }
        let source = RemoteEventSource(name: "shop", transport: StoreTransport(store: store))
        let page = try await source.page(after: 1, matching: .all, limit: 1, waitingUpTo: .milliseconds(1_500))
        #expect(page.events.map(\.position) == [2] && page.head == 3)
    }

    @Test func answersThatCannotBeTrueAreRefused() async throws {
        for _ in 0..<3 { try await append() }
        let events = try await store.page(after: 0, matching: .all, limit: 9).events
        let lies = [
            EventPage(events: events, next: 3, head: 3),
            EventPage(events: Array(events.reversed().suffix(2)), next: 3, head: 3),
            EventPage(events: [events[0]], next: 3, head: 3),
            EventPage(events: [events[2]], next: 2, head: 3),
            EventPage(events: [events[2]], next: 3, head: 2),
            EventPage(events: [], next: 0, head: 0),
        ]
        for lie in lies {
            let source = RemoteEventSource(name: "shop", transport: LyingTransport(answer: lie))
            await #expect(throws: RemoteAnswerRefused.self) {
                try await source.page(after: 1, matching: .all, limit: 2, waitingUpTo: .zero)
            }
        }
        let unwanted = RemoteEventSource(
            name: "shop", transport: LyingTransport(answer: EventPage(events: [events[1]], next: 2, head: 3)))
        await #expect(throws: RemoteAnswerRefused.self) {
            try await unwanted.page(after: 1, matching: EventFilter(lane: .critical), limit: 2, waitingUpTo: .zero)
        }
    }
}

/// Carries questions through JSON, as HTTP would.
private struct StoreTransport: RemoteEventTransport {
    let store: InMemoryEventStore

    func fetch(_ request: EventPageRequest) async throws -> EventPage {
        let asked = try JSONDecoder().decode(EventPageRequest.self, from: JSONEncoder().encode(request))
        #expect(asked.waitMilliseconds == 1_500)
        let page = try await store.page(after: asked.after, matching: asked.filter, limit: asked.limit)
        return try JSONDecoder().decode(EventPage.self, from: JSONEncoder().encode(page))
    }
}

private struct LyingTransport: RemoteEventTransport {
    let answer: EventPage

    func fetch(_ request: EventPageRequest) async throws -> EventPage { answer }
}
