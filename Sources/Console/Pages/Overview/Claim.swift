import Foundation

/// Somebody has taken what needs attention: "mine until 14:30". It dims for everybody and comes back by itself.
public struct Claim: Sendable, Codable, Equatable {
    /// Which item; see `AttentionItem.ID.key`.
    public var key: String
    /// Who has it.
    public var owner: String
    /// When it comes back.
    public var until: Date
    /// What they wrote; may be empty.
    public var note: String

    /// A claim on the item with that key.
    public init(key: String, owner: String, until: Date, note: String) {
        self.key = key
        self.owner = owner
        self.until = until
        self.note = note
    }
}
