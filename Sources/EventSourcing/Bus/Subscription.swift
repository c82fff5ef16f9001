/// One consumer group's interest in events.
///
/// Each event is delivered to a group at least once, and in order within its stream. When delivering an event fails, it
/// and the later ones of its stream are put aside and tried again; other streams go on.
public struct Subscription: Sendable {
    /// What the group does with events, which decides whether they may be replayed to it.
    public enum Effects: Sendable, Hashable {
        /// It only keeps something of its own up to date, and can do so again.
        case none
        /// It acts on the world: sends mails, starts sagas. Such a group is never replayed to.
        case external
    }

    /// The group's name, unique on its bus.
    public let group: String
    /// The types that it wants, or the beginnings of their names with a `*` at the end; `nil`: all.
    public let topics: [Topic]
    /// The publishers that it wants; `nil`: all of the bus.
    public let sources: Set<String>?
    /// What it does with events.
    public let effects: Effects
    /// How failures are tried again before an event becomes a dead letter.
    public let retry: DeliveryRetry
    let handle: @Sendable (Event, Delivery) async throws -> Void

    /// A subscription.
    public init(
        group: String, topics: [Topic] = [.all], sources: Set<String>? = nil, effects: Effects,
        retry: DeliveryRetry = DeliveryRetry(), _ handle: @escaping @Sendable (Event, Delivery) async throws -> Void
    ) {
        self.group = group
        self.topics = topics
        self.sources = sources
        self.effects = effects
        self.retry = retry
        self.handle = handle
    }

    func wants(_ event: Event) -> Bool {
        topics.contains { $0.matches(event.type) }
    }

    /// The filter that leaves the publisher to sort out, as far as it can.
    func filter(_ lane: Lane) -> EventFilter {
        let exact = topics.compactMap(\.exactType)
        return EventFilter(lane: lane, types: exact.count == topics.count ? Set(exact) : nil)
    }
}

/// A set of event types: one, or all that begin the same.
public struct Topic: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    private let beginning: String
    private let isPrefix: Bool

    /// `OrderPlaced` is that type, `Order*` all that begin so, `*` all.
    public init(_ pattern: String) {
        isPrefix = pattern.hasSuffix("*")
        beginning = isPrefix ? String(pattern.dropLast()) : pattern
    }

    public init(stringLiteral value: String) {
        self.init(value)
    }

    /// All types.
    public static let all = Topic("*")

    /// Whether a type belongs to it.
    public func matches(_ type: String) -> Bool {
        isPrefix ? type.hasPrefix(beginning) : type == beginning
    }

    var exactType: String? { isPrefix ? nil : beginning }

    public var description: String { isPrefix ? beginning + "*" : beginning }
}

/// How one delivery of an event came about.
public struct Delivery: Sendable, Hashable {
    /// The publisher.
    public let source: String
    /// Which try it is, from 1.
    public let attempt: Int
    /// Whether the event was delivered before and is only repeated because somebody asked for it.
    public let isReplay: Bool
}

/// Thrown by a handler to say that trying again cannot help: the event becomes a dead letter at once.
public struct Undeliverable: Error, Sendable, Hashable, CustomStringConvertible {
    /// Why.
    public let reason: String

    /// The error.
    public init(_ reason: String) {
        self.reason = reason
    }

    public var description: String { reason }
}
