/// The `tracestate` header of W3C trace context: up to 32 vendors' `key=value` pairs, which we only carry.
public struct TraceState: Hashable, Sendable, CustomStringConvertible {
    /// The header's name.
    public static let headerName = "tracestate"
    /// The most members a list may have.
    public static let memberLimit = 32

    /// The members, newest first, as they came.
    public let members: [String]

    /// No members.
    public init() { members = [] }

    /// Reads a header's value (several headers joined in order with commas).
    ///
    /// A list that breaks the rules is dropped as a whole, which never spoils the `traceparent` beside it.
    public init(_ value: String) {
        var members: [String] = []
        var keys: Set<Substring> = []
        for part in value.split(separator: ",", omittingEmptySubsequences: true) {
            let member = Self.trimmed(part)
            if member.isEmpty { continue }
            guard let key = Self.key(of: member), keys.insert(key).inserted, members.count < Self.memberLimit else {
                self.members = []
                return
            }
            members.append(String(member))
        }
        self.members = members
    }

    public var isEmpty: Bool { members.isEmpty }

    /// The header's value.
    public var description: String { members.joined(separator: ",") }

    private static func trimmed(_ part: Substring) -> Substring {
        var rest = part.drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }

    /// The key of a valid member: `[a-z0-9][a-z0-9_*/@-]{0,255}=` and up to 256 printable ASCII bytes.
    private static func key(of member: Substring) -> Substring? {
        guard let equals = member.firstIndex(of: "=") else { return nil }
        let key = member[..<equals], value = member[member.index(after: equals)...]
        guard let first = key.utf8.first, isLowerOrDigit(first), key.utf8.count <= 256,
            key.utf8.allSatisfy({ isLowerOrDigit($0) || "_*/@-".utf8.contains($0) }),
            (1...256).contains(value.utf8.count),
            value.utf8.allSatisfy({ (0x20...0x7e).contains($0) && $0 != UInt8(ascii: "=") })
        else { return nil }
        return key
    }

    private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
