/// Where events are kept: appended, never changed.
///
/// What every store promises, and `EventStoreConformance` checks:
/// - An append is recorded wholly or not at all, and only on the exact version it expects. Once acknowledged it is as
///   durable as the store can make it.
/// - Appending the same event ids again is the same append: it gives the same answer and records nothing.
/// - Readers see positions from 1 without gaps, and never a later one before an earlier. They wait for nobody.
public protocol EventStore: Outbox, SnapshotStore {
    /// Records events.
    func append(_ append: Append) async throws(EventStoreError) -> Appended

    /// The events of a stream after a version, oldest first, at most `limit`.
    func events(of stream: StreamID, after version: Int, limit: Int) async throws(EventStoreError) -> [Event]

    /// The events of the store after a position, oldest first, at most `limit`, with how far was looked.
    func page(after position: Int, matching filter: EventFilter, limit: Int) async throws(EventStoreError) -> EventPage

    /// The event with an id; `nil`: there is none.
    func event(_ id: EventID) async throws(EventStoreError) -> Event?

    /// The version of a stream; 0: it does not exist.
    func version(of stream: StreamID) async throws(EventStoreError) -> Int

    /// The position of the newest event; 0: there is none.
    func head() async throws(EventStoreError) -> Int

    /// Tells the position of the newest event whenever it has changed through this store object. A slow listener gets
    /// only the newest.
    func arrivals() -> AsyncStream<Int>
}

/// A part of the log.
public struct EventPage: Sendable, Hashable, Codable {
    /// The events that passed the filter, oldest first.
    public let events: [Event]
    /// How far was looked: read on after this position.
    public let next: Int
    /// The position of the newest event in the store.
    public let head: Int

    /// A part of the log.
    public init(events: [Event], next: Int, head: Int) {
        self.events = events
        self.next = next
        self.head = head
    }
}

extension EventStore {
    /// All events of a stream after a version, oldest first.
    public func allEvents(of stream: StreamID, after version: Int = 0) async throws(EventStoreError) -> [Event] {
        var all: [Event] = []
        var last = version
        while true {
            let part = try await events(of: stream, after: last, limit: 1_000)
            all += part
            guard part.count == 1_000, let newest = part.last else { return all }
            last = newest.version
        }
    }
}
