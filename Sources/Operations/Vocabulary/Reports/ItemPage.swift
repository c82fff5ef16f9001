import Foundation

/// One answer of a list: some items, where to go on, and when that was true.
public struct ItemPage<Item: Codable & Sendable & Hashable>: Codable, Sendable, Hashable {
    /// The items.
    public var items: [Item]
    /// What to give as `after` to read on. `nil`: the list is whole and has no next page. Lists that grow or change
    /// (sagas, events, dead letters, commands) always say it.
    public var next: String?
    /// Whether there was more when the answer was made.
    public var more: Bool
    /// When this was true.
    public var asOf: Date

    /// An answer.
    public init(items: [Item], next: String? = nil, more: Bool = false, asOf: Date) {
        self.items = items
        self.next = next
        self.more = more
        self.asOf = asOf
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        items = try container.decode([Item].self, forKey: .items)
        next = try container.decodeIfPresent(String.self, forKey: .next)
        more = try container.decodeIfPresent(Bool.self, forKey: .more) ?? false
        asOf = try container.decode(Date.self, forKey: .asOf)
    }
}
