import Foundation

/// Something that follows events: a read model, or a consumer group of the bus.
public struct ProjectionReport: Codable, Sendable, Hashable {
    /// Its name, unique in the service: the `target` of commands.
    public var name: String
    /// What it is.
    public var kind: Kind
    /// Whose events it follows; `nil`: the service's own.
    public var source: String?
    /// How it goes.
    public var state: State
    /// Why it has stopped.
    public var reason: String?
    /// Why it cannot go on at present, although it tries.
    public var trouble: String?
    /// The position up to which it has come.
    public var position: Int
    /// The position of the newest event.
    public var head: Int
    /// How many events it is behind, by positions.
    public var lag: Int
    /// Events a second, lately.
    public var rate: Double?
    /// The time of the newest event that it has applied.
    public var appliedUpTo: Date?
    /// A rebuild, or a replay, that is under way.
    public var rebuild: Rebuild?
    /// How often the read model has been switched for a rebuilt one, or had a replay begun to it.
    public var generation: Int?
    /// Events that wait for another try, or behind one that does.
    public var putAside: Int?
    /// Events that wait for a person.
    public var deadLetters: Int?
    /// Whether events may be delivered to it again: it does not act on the world.
    public var replayable: Bool
    /// What an operator's command compares: it changes whenever the item does in a way that matters to a decision. Its
    /// value means nothing else.
    public var revision: Int

    /// All of it.
    public init(
        name: String, kind: Kind, source: String? = nil, state: State, reason: String? = nil, trouble: String? = nil,
        position: Int, head: Int, lag: Int, rate: Double? = nil, appliedUpTo: Date? = nil, rebuild: Rebuild? = nil,
        generation: Int? = nil, putAside: Int? = nil, deadLetters: Int? = nil, replayable: Bool = false, revision: Int
    ) {
        self.name = name
        self.kind = kind
        self.source = source
        self.state = state
        self.reason = reason
        self.trouble = trouble
        self.position = position
        self.head = head
        self.lag = lag
        self.rate = rate
        self.appliedUpTo = appliedUpTo
        self.rebuild = rebuild
        self.generation = generation
        self.putAside = putAside
        self.deadLetters = deadLetters
        self.replayable = replayable
        self.revision = revision
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        kind = try container.decode(Kind.self, forKey: .kind)
        source = try container.decodeIfPresent(String.self, forKey: .source)
        state = try container.decode(State.self, forKey: .state)
        reason = try container.decodeIfPresent(String.self, forKey: .reason)
        trouble = try container.decodeIfPresent(String.self, forKey: .trouble)
        position = try container.decode(Int.self, forKey: .position)
        head = try container.decode(Int.self, forKey: .head)
        lag = try container.decode(Int.self, forKey: .lag)
        rate = try container.decodeIfPresent(Double.self, forKey: .rate)
        appliedUpTo = try container.decodeIfPresent(Date.self, forKey: .appliedUpTo)
        rebuild = try container.decodeIfPresent(Rebuild.self, forKey: .rebuild)
        generation = try container.decodeIfPresent(Int.self, forKey: .generation)
        putAside = try container.decodeIfPresent(Int.self, forKey: .putAside)
        deadLetters = try container.decodeIfPresent(Int.self, forKey: .deadLetters)
        replayable = try container.decodeIfPresent(Bool.self, forKey: .replayable) ?? false
        revision = try container.decode(Int.self, forKey: .revision)
    }
}

extension ProjectionReport {
    /// A rebuild or a replay that is under way.
    public struct Rebuild: Codable, Sendable, Hashable {
        /// How far it has come.
        public var position: Int
        /// How far it has to come at least.
        public var target: Int
        /// Events a second, lately.
        public var rate: Double?

        /// All of it.
        public init(
            position: Int, target: Int, rate: Double? = nil
        ) {
            self.position = position
            self.target = target
            self.rate = rate
        }
    }
}
