import EventSourcing
import Foundation

/// A page as JSON: `{"source":"orders","events":[…],"next":17,"head":17}`.
///
/// An event's `data` is Base64, its `timestamp` whole microseconds since 1970: both come back exactly as they were.
public struct EventFeedAnswer: Sendable, Hashable, Codable {
    /// The publisher's name.
    public let source: String
    /// The events, oldest first.
    public let events: [Event]
    /// How far was looked: read on after this position.
    public let next: Int
    /// The position of the newest event.
    public let head: Int

    /// An answer.
    public init(source: String, _ page: EventPage) {
        self.source = source
        events = page.events
        next = page.next
        head = page.head
    }

    /// What it says about the log.
    public var page: EventPage { EventPage(events: events, next: next, head: head) }

    /// The answer as JSON.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(Int64((date.timeIntervalSince1970 * 1_000_000).rounded()))
        }
        return try encoder.encode(self)
    }

    /// Reads JSON.
    /// - Throws: `DecodingError` for anything that is no answer.
    public init(json: Data) throws {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let microseconds = try decoder.singleValueContainer().decode(Int64.self)
            return Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
        }
        self = try decoder.decode(EventFeedAnswer.self, from: json)
    }
}
