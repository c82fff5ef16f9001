/// One append: events that are recorded together or not at all, with the messages that go out because of them.
public struct Append: Sendable, Hashable {
    /// The stream.
    public var stream: StreamID
    /// The version that the stream must have; 0 for a stream that must not exist yet.
    public var expectedVersion: Int
    /// The events, at least one.
    public var events: [NewEvent]
    /// The lane of the stream. The first append decides for ever.
    public var lane: Lane
    /// What goes out because of the events, recorded in the same transaction.
    public var messages: [OutboxMessage]

    /// An append.
    public init(
        to stream: StreamID, expecting version: Int, _ events: [NewEvent], lane: Lane = .normal,
        messages: [OutboxMessage] = []
    ) {
        self.stream = stream
        self.expectedVersion = version
        self.events = events
        self.lane = lane
        self.messages = messages
    }

    /// The size of one event's data, at most.
    public static let largestData = 16 << 20

    /// - Throws: ``EventStoreError/invalid(_:)`` naming what is wrong.
    public func validate() throws(EventStoreError) {
        guard expectedVersion >= 0 else { throw .invalid("the expected version is \(expectedVersion), less than 0") }
        guard !events.isEmpty else { throw .invalid("an append needs at least one event") }
        try Self.validate(stream.rawValue, "stream")
        for event in events {
            try Self.validate(event.id.rawValue, "event id")
            try Self.validate(event.type, "event type")
            guard event.schemaVersion >= 1 else { throw .invalid("schema versions count from 1") }
            guard event.data.count <= Self.largestData else {
                throw .invalid("event \(event.id) has \(event.data.count) bytes; \(Self.largestData) are allowed")
            }
        }
        guard Set(events.map(\.id)).count == events.count else { throw .invalid("two events have the same id") }
    }

    private static func validate(_ text: String, _ what: String) throws(EventStoreError) {
        guard (1...200).contains(text.utf8.count), !text.utf8.contains(0) else {
            throw .invalid("a \(what) has 1 to 200 bytes and no NUL, not \"\(text.prefix(50))\"")
        }
    }
}

/// What an append has become.
public struct Appended: Sendable, Hashable {
    /// The versions of the events in their stream.
    public let versions: ClosedRange<Int>
    /// The positions of the events in the store.
    public let positions: ClosedRange<Int>
    /// Whether these very events had been recorded before, so that nothing was done.
    public let isRepeat: Bool

    /// An answer.
    public init(versions: ClosedRange<Int>, positions: ClosedRange<Int>, isRepeat: Bool = false) {
        self.versions = versions
        self.positions = positions
        self.isRepeat = isRepeat
    }
}
