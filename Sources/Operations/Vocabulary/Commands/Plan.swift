import Foundation

/// What a command would do, listed before it does it.
public struct Plan: Codable, Sendable, Hashable {
    /// What would be done.
    public var kind: CommandKind
    /// To what.
    public var target: String
    /// The target's revision that it was made on.
    public var revision: Int?
    /// The target's state that it was made on, in one word.
    public var state: String?
    /// Every effect, in order. Of a command over many things, the first 1,000.
    public var effects: [Effect]
    /// How many effects there are.
    public var total: Int
    /// Stands for all of the above: a command that brings it does exactly this or nothing. 64 hexadecimal digits.
    public var hash: String
    /// When this was true.
    public var asOf: Date

    /// All of it.
    public init(
        kind: CommandKind, target: String, revision: Int? = nil, state: String? = nil, effects: [Effect], total: Int,
        hash: String, asOf: Date
    ) {
        self.kind = kind
        self.target = target
        self.revision = revision
        self.state = state
        self.effects = effects
        self.total = total
        self.hash = hash
        self.asOf = asOf
    }
}

extension Plan {
    /// One effect.
    public struct Effect: Codable, Sendable, Hashable {
        /// What it touches: a step, an event, a breaker.
        public var subject: String
        /// What would be done to it, in one word.
        public var action: String
        /// The revision of the subject that it was planned on.
        public var revision: Int?
        /// All of it in words.
        public var sentence: String

        /// All of it.
        public init(
            subject: String, action: String, revision: Int? = nil, sentence: String
        ) {
            self.subject = subject
            self.action = action
            self.revision = revision
            self.sentence = sentence
        }
    }
}
