/// Something that decides: its state follows from its facts, and its decisions are new facts.
///
///     struct Account: Aggregate {
///         static let category = "account"
///         var balance = 0
///         init(id: String) {}
///         func decide(_ command: AccountCommand) throws -> [AccountFact] { … }
///         mutating func apply(_ fact: AccountFact) { … }
///     }
public protocol Aggregate: Sendable {
    /// What it can be told.
    associatedtype Command: Sendable
    /// What can happen to it.
    associatedtype Fact: DomainEvent

    /// The first part of its streams' names; without a hyphen.
    static var category: String { get }

    /// The lane of its streams.
    static var lane: Lane { get }

    /// The state before the first fact.
    init(id: String)

    /// The facts that follow from a command: none if there is nothing to do.
    /// - Throws: why the command is refused.
    func decide(_ command: Command) throws -> [Fact]

    /// What the state is after a fact. A fact cannot be refused: it has happened.
    mutating func apply(_ fact: Fact)
}

extension Aggregate {
    /// Normal.
    public static var lane: Lane { .normal }
}

/// An aggregate together with its version and the facts that have not been recorded yet.
public struct Tracked<A: Aggregate>: Sendable {
    /// Its identity within its category.
    public let id: String
    /// Its state, with all facts, recorded or not.
    public private(set) var state: A
    /// The version of its stream that the state was read from; 0: it is new.
    public private(set) var version: Int
    /// The facts since then, oldest first.
    public private(set) var uncommitted: [A.Fact] = []

    /// One without any facts.
    public init(id: String) {
        self.init(id: id, state: A(id: id), version: 0)
    }

    init(id: String, state: A, version: Int) {
        self.id = id
        self.state = state
        self.version = version
    }

    /// Its stream.
    public var stream: StreamID { StreamID(category: A.category, id: id) }

    /// Lets it decide, and adds what it decides to the uncommitted facts.
    /// - Throws: why the command is refused.
    public mutating func handle(_ command: A.Command) throws {
        for fact in try state.decide(command) { record(fact) }
    }

    /// Adds a fact that has not been recorded.
    public mutating func record(_ fact: A.Fact) {
        state.apply(fact)
        uncommitted.append(fact)
    }

    /// Says that the uncommitted facts have been recorded.
    public mutating func markCommitted() {
        version += uncommitted.count
        uncommitted = []
    }

    /// Adds facts that were recorded, oldest first.
    /// - Throws: ``EventDecodingError`` for an event that cannot be read.
    public mutating func replay(_ events: [Event], with decoder: EventDecoder<A.Fact>) throws(EventDecodingError) {
        for fact in try decoder.decode(events) { state.apply(fact) }
        if let last = events.last { version = last.version }
    }

    /// The aggregate that follows from a whole stream.
    public static func rebuilt(
        id: String, from events: [Event], with decoder: EventDecoder<A.Fact> = EventDecoder()
    ) throws(EventDecodingError) -> Tracked {
        var tracked = Tracked(id: id)
        try tracked.replay(events, with: decoder)
        return tracked
    }
}
