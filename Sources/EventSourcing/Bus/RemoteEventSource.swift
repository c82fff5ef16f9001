/// Carries one question to the publisher's process and the answer back: the place for HTTP, or anything else.
public protocol RemoteEventTransport: Sendable {
    /// Asks the publisher for the events after a position. The publisher holds its answer back until there is an event
    /// or the patience is used up (long poll).
    func fetch(_ request: EventPageRequest) async throws -> EventPage
}

/// The question for a part of a publisher's log.
public struct EventPageRequest: Sendable, Hashable, Codable {
    /// Events after this position.
    public var after: Int
    /// Only those.
    public var filter: EventFilter
    /// At most so many.
    public var limit: Int
    /// How many milliseconds the publisher may wait for an event.
    public var waitMilliseconds: Int

    /// A question.
    public init(after: Int, filter: EventFilter = .all, limit: Int, waitMilliseconds: Int) {
        self.after = after
        self.filter = filter
        self.limit = limit
        self.waitMilliseconds = waitMilliseconds
    }
}

/// A publisher answered something that cannot be true.
public struct RemoteAnswerRefused: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word for metrics and APIs.
    public static let code = "remote_events_refused"

    /// The publisher.
    public let source: String
    /// What is wrong with the answer.
    public let reason: String

    public var description: String { "the events of \(source) are refused: \(reason)" }
}

/// The events of a store in another process. What comes back is checked before anybody believes it: a gap that a wrong
/// answer makes would be for ever.
public struct RemoteEventSource: EventSource {
    /// Its name.
    public let name: String
    private let transport: any RemoteEventTransport

    /// A source.
    public init(name: String, transport: any RemoteEventTransport) {
        self.name = name
        self.transport = transport
    }

    public func page(
        after position: Int, matching filter: EventFilter, limit: Int, waitingUpTo patience: Duration
    ) async throws -> EventPage {
        let milliseconds = min(max(0, patience / .milliseconds(1)), 60_000)
        let page = try await transport.fetch(
            EventPageRequest(after: position, filter: filter, limit: limit, waitMilliseconds: Int(milliseconds)))
        if let reason = objection(to: page, after: position, filter, limit) {
            throw RemoteAnswerRefused(source: name, reason: reason)
        }
        return page
    }

    private func objection(to page: EventPage, after position: Int, _ filter: EventFilter, _ limit: Int) -> String? {
        guard page.events.count <= limit else { return "\(page.events.count) events, \(limit) were asked for" }
        var last = position
        for event in page.events {
            guard event.position > last else { return "position \(event.position) comes after \(last)" }
            guard filter.passes(event) else { return "event \(event.position) was not asked for" }
            guard filter != .all || event.position == last + 1 else { return "event \(last + 1) is missing" }
            if let reason = objection(to: event) { return reason }
            last = event.position
        }
        guard page.next >= last else { return "it ends at \(page.next), before its last event \(last)" }
        guard page.head >= page.next || page.events.isEmpty else { return "it ends at \(page.next), after its head" }
        guard page.head >= position else {
            return "its newest event is \(page.head), but \(position) was read already: has the store been replaced?"
        }
        guard filter != .all || page.next == last else { return "it ends at \(page.next) without event \(last + 1)" }
        return nil
    }

    private func objection(to event: Event) -> String? {
        let lengths = [event.id.rawValue, event.stream.rawValue, event.type].map(\.utf8.count)
        guard lengths.allSatisfy((1...200).contains) else {
            return "event \(event.position) has an id, stream or type that is empty or longer than 200 bytes"
        }
        guard event.version >= 1, event.schemaVersion >= 1 else {
            return "event \(event.position) has version \(event.version), schema version \(event.schemaVersion)"
        }
        return nil
    }
}
