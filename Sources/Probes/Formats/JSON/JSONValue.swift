/// A JSON value as it was written: keys in their order, numbers as text, booleans never mistaken for numbers.
enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// The number's own text, so that 2^64−1 and 1.0 stay what they are.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    struct Member: Sendable, Equatable {
        let key: String
        let value: JSONValue
    }

    /// The value of a key, the last one where it stands twice; nil when this is no object, has no such key or has null.
    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        let value = members.last { $0.key == key }?.value
        return value == .null ? nil : value
    }

    var string: String? { if case .string(let text) = self { text } else { nil } }
    var array: [JSONValue]? { if case .array(let items) = self { items } else { nil } }
    var object: [Member]? { if case .object(let members) = self { members } else { nil } }
    var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// A number, or a string that is one.
    var double: Double? {
        switch self {
        case .number(let text), .string(let text): Double(text)
        default: nil
        }
    }

    /// A whole number, or a string that is one; `1.0` is 1.
    var int: Int? {
        switch self {
        case .number(let text), .string(let text): Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
        default: nil
        }
    }

    /// One line for people, cut at about 500 characters: `latency: 3, host: db1`. Not yet harmless.
    var line: String {
        var text = ""
        write(into: &text, top: true)
        return text
    }

    private func write(into text: inout String, top: Bool) {
        if text.utf8.count > 500 { return }
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let value): text += value
        case .string(let value): text += value
        case .array(let items):
            text += "["
            for (index, item) in items.enumerated() where text.utf8.count <= 500 {
                if index > 0 { text += ", " }
                item.write(into: &text, top: false)
            }
            text += "]"
        case .object(let members):
            if !top { text += "{" }
            for (index, member) in members.enumerated() where text.utf8.count <= 500 {
                if index > 0 { text += ", " }
                text += "\(member.key): "
                member.value.write(into: &text, top: false)
            }
            if !top { text += "}" }
        }
    }
}
