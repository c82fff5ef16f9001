import Foundation

/// Everything about a projection at one moment.
public struct ProjectionStatus: Sendable, Hashable {
    /// How it goes.
    public enum State: Sendable, Hashable {
        /// It has not been started.
        case idle
        /// It follows the events.
        case running
        /// It has stopped and says why.
        case stopped(String)
    }

    /// A rebuild that is under way.
    public struct Rebuild: Sendable, Hashable {
        /// How far it has come.
        public var position: Int
        /// How far it has to come at least.
        public var target: Int
        /// Events a second, lately.
        public var rate: Double

        /// How many events it still has to apply at least.
        public var lag: Int { max(0, target - position) }
    }

    /// Its name.
    public let name: String
    /// How it goes.
    public internal(set) var state: State = .idle
    /// The position up to which the read model is true.
    public internal(set) var position = 0
    /// The position of the newest event.
    public internal(set) var head = 0
    /// The time of the newest event that it has applied.
    public internal(set) var appliedUpTo: Date?
    /// Events a second, lately.
    public internal(set) var rate = 0.0
    /// Why it cannot go on at present, although it tries.
    public internal(set) var trouble: String?
    /// A rebuild that is under way.
    public internal(set) var rebuild: Rebuild?
    /// How often the read model has been switched for a rebuilt one.
    public internal(set) var generation = 0

    /// How many events it is behind.
    public var lag: Int { max(0, head - position) }

    init(name: String) {
        self.name = name
    }
}

/// The projection has stopped before an event.
public struct ProjectionStopped: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word for metrics and APIs.
    public static let code = "projection_stopped"

    /// The projection.
    public let projection: String
    /// The event's position.
    public let position: Int
    /// The event's type.
    public let type: String
    /// What is wrong with it.
    public let reason: String

    public var description: String {
        "projection \(projection) stopped before event \(position) (\(type)): \(reason)"
    }
}

/// Another runner of the same projection has begun: this one has ended and changed nothing since.
public struct ProjectionTakenOver: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word for metrics and APIs.
    public static let code = "projection_taken_over"

    /// The projection.
    public let projection: String

    public var description: String { "another runner has taken over projection \(projection)" }
}
