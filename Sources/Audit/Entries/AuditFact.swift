/// What an entry of the audit log says.
public enum AuditFact: Sendable, Hashable {
    /// What the operator wants, on which target and why. Written before the command leaves.
    case intent(AuditIntent)
    /// What the service said it would do. Written together with the intent.
    case plan(AuditPlan)
    /// What became of the command, as the service tells it.
    case result(AuditResult)
    /// Whether the effect itself was seen in what is watched.
    case observation(AuditObservation)
    /// Lines above were left half written by a writer that was stopped. Keeps the chain.
    case repaired(AuditRepair)
    /// The file does not hold what was written before: it was rotated, or lines were taken away. Keeps the chain.
    case continued(AuditContinuation)

    /// The word that stands in the file and on the screen.
    public var word: String {
        switch self {
        case .intent: "intent"
        case .plan: "plan"
        case .result: "result"
        case .observation: "observation"
        case .repaired: "repaired"
        case .continued: "continued"
        }
    }
}

/// What the operator wants.
public struct AuditIntent: Sendable, Hashable, Codable {
    /// The service that is asked, as the config names it.
    public var service: String
    /// Its instance; empty where the service has one Operations API for all.
    public var instance: String
    /// The command's kind: `breaker.reset`.
    public var kind: String
    /// What it acts on, by the service's own name.
    public var target: String
    /// The command's arguments, as text.
    public var arguments: [String: String]
    /// Why, in the operator's words.
    public var reason: String
    /// The target's revision that was on the screen; `nil` where the kind has none.
    public var revision: String?

    /// An intent.
    public init(
        service: String, instance: String = "", kind: String, target: String, arguments: [String: String] = [:],
        reason: String, revision: String? = nil
    ) {
        self.service = service
        self.instance = instance
        self.kind = kind
        self.target = target
        self.arguments = arguments
        self.reason = reason
        self.revision = revision
    }
}

/// What the service said it would do.
public struct AuditPlan: Sendable, Hashable, Codable {
    /// Effects that are kept in full; the count says how many there were.
    public static let keptEffects = 100

    /// The plan's hash, which travels with the command.
    public var hash: String
    /// The first effects, a sentence each.
    public var effects: [String]
    /// All of them.
    public var count: Int

    /// A plan.
    public init(hash: String, effects: [String], count: Int? = nil) {
        self.hash = hash
        self.effects = Array(effects.prefix(Self.keptEffects))
        self.count = count ?? effects.count
    }
}

/// What became of the command.
public struct AuditResult: Sendable, Hashable, Codable {
    /// How an action ends, in the words of commands and two of the console's own.
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case succeeded, failed, cancelled, refused
        /// The world had moved: nothing was done.
        case conflict
        /// The service does not know the command: it never arrived, nothing was done.
        case neverArrived = "never_arrived"
    }

    /// How it ended.
    public var state: State
    /// The service's own sentence.
    public var sentence: String
    /// The entry was written after a restart, by asking the service for the command.
    public var lookedUp: Bool

    /// A result.
    public init(state: State, sentence: String, lookedUp: Bool = false) {
        self.state = state
        self.sentence = sentence
        self.lookedUp = lookedUp
    }
}

/// Whether the effect itself was seen.
public struct AuditObservation: Sendable, Hashable, Codable {
    /// It was.
    public var verified: Bool
    /// What was seen, or what was not.
    public var sentence: String

    /// An observation.
    public init(verified: Bool, sentence: String) {
        self.verified = verified
        self.sentence = sentence
    }
}

/// Lines that were left half written.
public struct AuditRepair: Sendable, Hashable, Codable {
    /// A half line: its length and what it hashes to.
    public struct Fragment: Sendable, Hashable, Codable {
        public var bytes: Int
        public var hash: String

        /// A fragment.
        public init(bytes: Int, hash: String) {
            self.bytes = bytes
            self.hash = hash
        }
    }

    /// The half lines directly above this entry, oldest first.
    public var fragments: [Fragment]

    /// A repair.
    public init(fragments: [Fragment]) { self.fragments = fragments }
}

/// Entries that were written and are not in the file any more.
public struct AuditContinuation: Sendable, Hashable, Codable {
    /// The number of the last entry that is known to have been written.
    public var after: Int
    /// The number of the last entry that the file holds; 0 for none.
    public var found: Int

    /// A continuation.
    public init(after: Int, found: Int) {
        self.after = after
        self.found = found
    }
}
