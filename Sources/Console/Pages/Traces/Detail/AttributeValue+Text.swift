import Traces

extension AttributeValue {
    /// Characters of a value that are shown; `y` copies all of it.
    static let shownCharacters = 2_000

    /// As a person reads it, at most ``shownCharacters`` and a word about the rest.
    var shownText: String {
        let whole = text
        // Counting UTF-8 first: a short value is never walked through by characters.
        guard whole.utf8.count > Self.shownCharacters else { return whole }
        let shown = whole.prefix(Self.shownCharacters)
        let rest = whole.utf8.count - shown.utf8.count
        return rest > 0 ? "\(shown)… \(CountText.bytes(rest)) more" : whole
    }

    /// All of it as text. Nesting is at most ``nestingLimit`` deep.
    var text: String {
        switch self {
        case .string(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .int(let number): String(number)
        case .double(let number): String(number)
        case .bytes(let bytes): Self.hex(bytes)
        case .array(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
        case .map(let entries): "{" + entries.map { "\($0.key): \($0.value.text)" }.joined(separator: ", ") + "}"
        case .empty: "(empty)"
        case .unreadable(let raw): "\(raw) (not readable as its type)"
        case .tooDeep: "(nested too deep)"
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let shown = bytes.prefix(1_000).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        let rest = bytes.count > 1_000 ? "… \(CountText.bytes(bytes.count - 1_000)) more" : ""
        return "0x" + shown.joined() + rest
    }
}
