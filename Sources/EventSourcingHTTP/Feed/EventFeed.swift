import EventSourcing
import Resilience

/// Answers a consumer's questions for events: the publisher's side of a bus across processes, without any HTTP.
public struct EventFeed: Sendable {
    /// More requests wait than may.
    public struct TooManyWaiting: Error, Sendable, Hashable, CustomStringConvertible {
        /// A stable word for metrics and APIs.
        public static let code = "too_many_waiting"

        /// How many may.
        public let limit: Int

        public var description: String { "\(limit) requests wait for events already: come back later" }
    }

    /// The publisher's name.
    public var name: String { source.name }
    /// How much one request may take.
    public let limits: EventFeedLimits
    private let source: any EventSource
    private let waiting = WaitingCount()

    /// A feed.
    /// - Parameter source: what is published; its name is the publisher's.
    public init(_ source: any EventSource, limits: EventFeedLimits = EventFeedLimits()) {
        self.source = source
        self.limits = limits
    }

    /// A feed of a store.
    /// - Parameters:
    ///   - store: it must be the object through which this process appends, or waiting requests are not woken.
    ///   - name: the publisher's name.
    public init(_ store: any EventStore, name: String, limits: EventFeedLimits = EventFeedLimits()) {
        self.init(StoreEventSource(store, name: name), limits: limits)
    }

    /// The page that answers a question, within the limits. If there is nothing yet, waits as long as the question and
    /// the limits allow.
    /// - Throws: ``TooManyWaiting``; what the source throws.
    public func page(_ request: EventPageRequest) async throws -> EventPage {
        let limit = min(max(1, request.limit), limits.events)
        let wait = min(.milliseconds(max(0, request.waitMilliseconds)), limits.wait)
        let first = try await firstPortion(request, limit, wait)
        return try await filled(first, request.filter, limit)
    }

    /// The same without waiting, for when the service is about to end.
    public func pageAtOnce(_ request: EventPageRequest) async throws -> EventPage {
        var request = request
        request.waitMilliseconds = 0
        return try await page(request)
    }

    /// Events that are read from the store at a time, so that large ones do not fill the memory before they are counted.
    private static let portion = 64

    private func firstPortion(_ request: EventPageRequest, _ limit: Int, _ wait: Duration) async throws -> EventPage {
        func ask(_ wait: Duration) async throws -> EventPage {
            try await source.page(
                after: max(0, request.after), matching: request.filter, limit: min(limit, Self.portion),
                waitingUpTo: wait)
        }
        // Whoever need not wait is served however many do.
        let page = try await ask(.zero)
        guard page.events.isEmpty, wait > .zero else { return page }
        guard waiting.enter(limit: limits.waiting) else { throw TooManyWaiting(limit: limits.waiting) }
        defer { waiting.leave() }
        return try await ask(wait)
    }

    /// Reads on until the page has as many events or bytes as it may, or there are no more.
    private func filled(_ first: EventPage, _ filter: EventFilter, _ limit: Int) async throws -> EventPage {
        var (page, events, bytes) = (first, [Event](), 0)
        while true {
            for event in page.events {
                bytes += event.data.count
                guard bytes <= limits.bytes || events.isEmpty else {
                    return EventPage(events: events, next: events.last?.position ?? page.next, head: page.head)
                }
                events.append(event)
            }
            guard page.events.count == Self.portion, events.count < limit else {
                return EventPage(events: events, next: page.next, head: page.head)
            }
            page = try await source.page(
                after: page.next, matching: filter, limit: min(Self.portion, limit - events.count), waitingUpTo: .zero)
        }
    }
}

/// How many requests wait.
private final class WaitingCount: Sendable {
    private let count = Locked(0)

    func enter(limit: Int) -> Bool {
        count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    func leave() {
        count.withLock { $0 -= 1 }
    }
}
