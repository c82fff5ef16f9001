/// A place in the chain: the number of an entry and what its line hashes to.
public struct AuditLink: Sendable, Hashable {
    /// From 1; 0 is the place before the first entry.
    public var number: Int
    /// The hash of its line, which the next line carries.
    public var hash: AuditHash

    /// A place.
    public init(number: Int, hash: AuditHash) {
        self.number = number
        self.hash = hash
    }

    /// Before the first entry.
    public static let start = AuditLink(number: 0, hash: .none)
}
