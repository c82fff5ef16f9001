import Foundation

/// An event that a group could not handle, with all that is needed to decide what becomes of it. The later events of its
/// stream wait behind it.
public struct DeadLetter: Sendable, Hashable {
    /// Its number on the bus.
    public let id: Int
    /// The group.
    public let group: String
    /// The publisher.
    public let source: String
    /// The event.
    public let event: Event
    /// How often it was tried.
    public let attempts: Int
    /// Why it failed the last time.
    public let reason: String
    /// When it failed first.
    public let firstFailure: Date
    /// When it failed last.
    public let lastFailure: Date
    /// How many later events of its stream wait behind it.
    public let waitingBehind: Int
}

/// A dead letter that somebody gave up: what was never delivered, by whose decision.
public struct DiscardedLetter: Sendable, Hashable {
    /// The event, and why it could not be delivered.
    public let letter: DeadLetter
    /// Who gave it up.
    public let actor: String
    /// Why.
    public let reason: String
    /// When.
    public let at: Date
}

/// There is no such dead letter (any more).
public struct NoSuchDeadLetter: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word for metrics and APIs.
    public static let code = "no_such_dead_letter"

    /// The number.
    public let id: Int

    /// The error.
    public init(id: Int) {
        self.id = id
    }

    public var description: String { "there is no dead letter \(id): it has been retried or discarded already" }
}

/// Events are not replayed to a group that acts on the world.
public struct ReplayRefused: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word for metrics and APIs.
    public static let code = "replay_refused"

    /// The group.
    public let group: String
    /// Why.
    public let reason: String

    public var description: String { "nothing is replayed to \(group): \(reason)" }
}

/// How a group stands with one publisher in one lane.
public struct GroupStatus: Sendable, Hashable {
    /// The group.
    public let group: String
    /// The publisher.
    public let source: String
    /// The lane.
    public let lane: Lane
    /// Up to where everything has been delivered or put aside.
    public let position: Int
    /// The newest position that the publisher has told of.
    public let head: Int
    /// Events that wait for another try, or behind one that does.
    public let putAside: Int
    /// Events that wait for a person.
    public let deadLetters: Int
    /// Why reading from the publisher fails at present.
    public let trouble: String?
    /// What the group does with events: only one without effects on the world is replayed to.
    public let effects: Subscription.Effects
    /// A replay that is under way.
    public let replay: Replay?
    /// Replays of this publisher's events to the group that have been begun, ever.
    public let replays: Int

    /// A replay that is under way.
    public struct Replay: Sendable, Hashable {
        /// How far it has come.
        public let position: Int
        /// How far it goes.
        public let through: Int
        /// Whether somebody has it wait.
        public let isPaused: Bool
    }
}
