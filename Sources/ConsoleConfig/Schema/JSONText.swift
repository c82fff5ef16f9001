/// JSON to be printed, its members in the order they were given.
indirect enum JSONText: Sendable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([JSONText])
    case object([(String, JSONText)])

    /// Four spaces a level; what has no object in it and is short stays on its line.
    func printed(indent: String = "") -> String {
        let line = self.line
        let isFlat = !hasInnerObject && line.count + indent.count <= 100
        if isFlat { return line }
        let inner = indent + "    "
        switch self {
        case .array(let items):
            return "[\n" + items.map { inner + $0.printed(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members):
            let lines = members.map { "\(inner)\(Self.quoted($0)): \($1.printed(indent: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        default: return line
        }
    }

    private var line: String {
        switch self {
        case .null: "null"
        case .boolean(let flag): "\(flag)"
        case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
        case .string(let text): Self.quoted(text)
        case .array(let items): "[" + items.map(\.line).joined(separator: ", ") + "]"
        case .object(let members) where members.isEmpty: "{}"
        case .object(let members):
            "{ " + members.map { "\(Self.quoted($0)): \($1.line)" }.joined(separator: ", ") + " }"
        }
    }

    private var hasInnerObject: Bool {
        switch self {
        case .array(let items): items.contains { $0.isFilledObject || $0.hasInnerObject }
        case .object(let members): members.contains { $1.isFilledObject || $1.hasInnerObject }
        default: false
        }
    }

    private var isFilledObject: Bool { if case .object(let members) = self { !members.isEmpty } else { false } }

    /// `text` as a JSON string (RFC 8259 section 7).
    static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// A value as it was read. What could not be read is null.
    init(_ value: SourceValue) {
        switch value.kind {
        case .null, .broken: self = .null
        case .boolean(let flag): self = .boolean(flag)
        case .number(let number): self = .number(number)
        case .string(let text): self = .string(text)
        case .array(let items): self = .array(items.map(JSONText.init))
        case .object(let members): self = .object(members.map { ($0.key, JSONText($0.value)) })
        }
    }

    /// A value written as JSON in the table of keys.
    init(parsing text: String) {
        var parser = ConfigParser(SourceText(Array(text.utf8)))
        self.init(parser.document())
    }
}
