/// The way from the file's root to a value: `services[2].interval`.
struct KeyPath: Sendable, Hashable, CustomStringConvertible {
    private(set) var description = ""

    /// The path of a member.
    func key(_ key: String) -> KeyPath {
        let simple =
            !key.isEmpty && key.utf8.count <= 60
            && key.utf8.allSatisfy { CharacterKind.isIdentifierByte($0) && $0 < 0x80 }
        if !simple { return KeyPath(description: "\(description)[\(ShownText.quoted(key))]") }
        return KeyPath(description: description.isEmpty ? key : "\(description).\(key)")
    }

    /// The path of an item, counted from 0.
    func item(_ index: Int) -> KeyPath { KeyPath(description: "\(description)[\(index)]") }

    init() {}
    private init(description: String) { self.description = description }
}

/// What a byte can be part of.
enum CharacterKind {
    /// Letters, digits, `_`, `$`, and everything beyond ASCII: what an unquoted key is made of (ECMAScript's
    /// IdentifierName, as JSON5 takes it, without a table of Unicode classes).
    static func isIdentifierByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"): true
        default: byte >= 0x80
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
