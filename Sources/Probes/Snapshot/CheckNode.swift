import Foundation

/// One check inside an endpoint's answer: a row of the tree below the endpoint.
public struct CheckNode: Sendable, Hashable, Identifiable {
    /// A health that the check had, and from when on.
    public struct Change: Sendable, Hashable {
        public var at: Date
        public var to: Health

        public init(at: Date, to: Health) {
            self.at = at
            self.to = to
        }
    }

    /// Names from the top to this check. Unique within an endpoint, the same in each answer.
    public var id: [String]
    /// The last part of `id`.
    public var name: String
    public var health: Health
    /// What the answer said about it, on one line, control characters made visible; may be empty. At most 500 characters.
    public var detail: String
    /// Since when it has this health, by what was seen here.
    public var since: Date
    /// Its changes, oldest first, the current one last; at most 32.
    public var history: [Change]
    /// When the service itself made the check, if its answer says so.
    public var checkedAt: Date?
    public var children: [CheckNode]

    public init(
        id: [String], health: Health, detail: String, since: Date, history: [Change] = [],
        checkedAt: Date? = nil, children: [CheckNode] = []
    ) {
        self.id = id
        self.name = id.last ?? ""
        self.health = health
        self.detail = detail
        self.since = since
        self.history = history
        self.checkedAt = checkedAt
        self.children = children
    }
}
