import Foundation

/// An operator's intent, as it is sent.
public struct Command: Codable, Sendable, Hashable {
    /// Its identity, chosen by the sender: the same again is the same command, never a second one. 1 to 128 letters,
    /// digits, `.`, `_`, `:` and `-`.
    public var id: String
    /// What is to be done.
    public var kind: CommandKind
    /// To what: a breaker's or projection's name, the identity of a saga or dead letter. 1 to 256 characters.
    public var target: String
    /// What else the kind needs to know; see `Documentation/operations-api.md`.
    public var arguments: [String: JSONValue]
    /// The revision of the target that the person saw. If it is another one, nothing is done. `nil`: whatever is true.
    public var expectedRevision: Int?
    /// Only plan. Nothing is recorded.
    public var dryRun: Bool
    /// The hash of a plan: exactly its effects are wanted, or nothing.
    public var plan: String?
    /// Why, for the journal and for everybody who looks. Needed unless it is a dry run; at most 1,000 characters.
    public var reason: String
    /// Who. Needed unless it is a dry run; at most 128 characters.
    public var actor: String
    /// After how many seconds an override of a breaker lapses by itself, by the service's own clock: 1 to 604,800.
    public var expiresIn: Double?

    /// All of it.
    public init(
        id: String, kind: CommandKind, target: String, arguments: [String: JSONValue] = [:],
        expectedRevision: Int? = nil, dryRun: Bool = false, plan: String? = nil, reason: String = "",
        actor: String = "", expiresIn: Double? = nil
    ) {
        self.id = id
        self.kind = kind
        self.target = target
        self.arguments = arguments
        self.expectedRevision = expectedRevision
        self.dryRun = dryRun
        self.plan = plan
        self.reason = reason
        self.actor = actor
        self.expiresIn = expiresIn
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        kind = try container.decode(CommandKind.self, forKey: .kind)
        target = try container.decode(String.self, forKey: .target)
        arguments = try container.decodeIfPresent([String: JSONValue].self, forKey: .arguments) ?? [:]
        expectedRevision = try container.decodeIfPresent(Int.self, forKey: .expectedRevision)
        dryRun = try container.decodeIfPresent(Bool.self, forKey: .dryRun) ?? false
        plan = try container.decodeIfPresent(String.self, forKey: .plan)
        reason = try container.decodeIfPresent(String.self, forKey: .reason) ?? ""
        actor = try container.decodeIfPresent(String.self, forKey: .actor) ?? ""
        expiresIn = try container.decodeIfPresent(Double.self, forKey: .expiresIn)
    }
}
