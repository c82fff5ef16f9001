import Foundation

/// An entry as a line of the file:
///
///     {"hash":"<64 digits>",<the rest of one JSON object, with "number" and "previous">
///
/// The hash covers every byte after its own member, up to the line's end; `previous` is the hash of the line before.
/// So no byte of a line can change, and no line can go, come or move, without the chain being broken at that place.
public struct AuditLine: Sendable, Hashable {
    /// The entry.
    public let entry: AuditEntry
    /// Its own place in the chain.
    public let link: AuditLink
    /// The hash of the line before.
    public let previous: AuditHash
    /// The line as it stands in the file, without its end.
    public let bytes: Data

    private static let start = Data(#"{"hash":""#.utf8)
    private static let middle = Data(#"","#.utf8)
    /// Where the bytes begin that the hash covers.
    private static let covered = start.count + 64 + middle.count

    /// The line that follows `before` in the chain.
    /// - Throws: `EncodingError` for text that JSON cannot hold.
    public init(_ entry: AuditEntry, after before: AuditLink) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let members = Members(number: before.number + 1, previous: before.hash.description, entry: entry)
        let rest = Data(try encoder.encode(members).dropFirst())
        let hash = AuditHash(of: rest)
        self.entry = entry
        link = AuditLink(number: before.number + 1, hash: hash)
        previous = before.hash
        bytes = Self.start + Data(hash.description.utf8) + Self.middle + rest
    }

    /// Reads a line, without its end.
    /// - Throws: `AuditLineMistake` that says what is wrong with it.
    public init(bytes: Data) throws(AuditLineMistake) {
        let bytes = Data(bytes)
        guard bytes.count > Self.covered, bytes.starts(with: Self.start),
            bytes[(Self.covered - Self.middle.count)..<Self.covered] == Self.middle,
            let hash = AuditHash(String(decoding: bytes[Self.start.count..<Self.start.count + 64], as: UTF8.self))
        else { throw .noHash }
        let rest = Data(bytes[Self.covered...])
        guard AuditHash(of: rest) == hash else { throw .changed }
        let members: Members
        do {
            members = try JSONDecoder().decode(Members.self, from: Data("{".utf8) + rest)
        } catch {
            throw .unreadable
        }
        guard let previous = AuditHash(members.previous) else { throw .unreadable }
        self.entry = members.entry
        link = AuditLink(number: members.number, hash: hash)
        self.previous = previous
        self.bytes = bytes
    }

    /// The entry's members beside the chain's.
    private struct Members: Codable {
        var number: Int
        var previous: String
        var entry: AuditEntry

        private enum Key: String, CodingKey { case number, previous }

        init(number: Int, previous: String, entry: AuditEntry) {
            self.number = number
            self.previous = previous
            self.entry = entry
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            number = try values.decode(Int.self, forKey: .number)
            previous = try values.decode(String.self, forKey: .previous)
            entry = try AuditEntry(from: decoder)
        }

        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: Key.self)
            try values.encode(number, forKey: .number)
            try values.encode(previous, forKey: .previous)
            try entry.encode(to: encoder)
        }
    }
}

/// What is wrong with a line of the audit log.
public enum AuditLineMistake: Error, Sendable, Hashable, CustomStringConvertible {
    /// It does not begin as every line does.
    case noHash
    /// Its bytes do not hash to what it says.
    case changed
    /// Its hash is right, but it is no entry that this version knows.
    case unreadable

    public var description: String {
        switch self {
        case .noHash: "it is no entry of an audit log"
        case .changed: "it was changed after it was written: its hash is another"
        case .unreadable: "it is whole, but this version of fusebox cannot read it"
        }
    }
}
