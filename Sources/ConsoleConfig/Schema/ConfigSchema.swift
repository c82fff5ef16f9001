/// What the table of keys says, for editors and for readers. The reader checks by the same table.
public enum ConfigSchema {
    /// The JSON Schema (draft 2020-12) of the config, as `Documentation/config.schema.json` has it.
    public static func json() -> String {
        let definitions = ConfigObject.root.below.map { ($0.name, schema(of: $0)) }
        guard case .object(let root) = schema(of: .root) else { return "" }
        let head: [(String, JSONText)] = [
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")), ("title", .string("fusebox config")),
        ]
        // Two words of Visual Studio Code's, which others pass over: the reader takes comments and trailing commas.
        let style: [(String, JSONText)] = [("allowComments", .boolean(true)), ("allowTrailingCommas", .boolean(true))]
        return JSONText.object(head + style + root + [("$defs", .object(definitions))]).printed() + "\n"
    }

    private static func schema(of object: ConfigObject) -> JSONText {
        let required = object.keys.filter(\.isRequired).map { JSONText.string($0.name) }
        var members: [(String, JSONText)] = [
            ("description", .string(object.meaning)), ("type", .string("object")),
            ("properties", .object(object.keys.map { ($0.name, schema(of: $0)) })),
        ]
        if !required.isEmpty { members.append(("required", .array(required))) }
        members.append(("additionalProperties", .boolean(false)))
        return .object(members)
    }

    private static func schema(of key: ConfigKey) -> JSONText {
        var members: [(String, JSONText)] = [("description", .string(key.meaning + key.shape.wordsOfWords))]
        members += schema(of: key.shape)
        if let fallback = key.fallback { members.append(("default", JSONText(parsing: fallback))) }
        members.append(("examples", .array([JSONText(parsing: key.example)])))
        return .object(members)
    }

    private static func schema(of shape: ConfigShape) -> [(String, JSONText)] {
        switch shape {
        case .text(let range):
            [("type", .string("string")), ("minLength", .number(Double(range.lowerBound)))]
                + [("maxLength", .number(Double(range.upperBound)))]
        case .word(let words):
            orVariable([("enum", .array(words.map { .string($0.word) }))])
        case .boolean: orVariable([("type", .string("boolean"))])
        case .integer(let range):
            orVariable([
                ("type", .string("integer")), ("minimum", .number(Double(range.lowerBound))),
                ("maximum", .number(Double(range.upperBound))),
            ])
        case .duration: text(matching: durationPattern)
        case .size: text(matching: sizePattern)
        case .address(let schemes): text(matching: addressPattern(schemes))
        case .file: [("type", .string("string")), ("minLength", .number(1)), ("maxLength", .number(4_096))]
        case .list(let item, let counts):
            [
                ("type", .string("array")), ("items", .object(schema(of: item))),
                ("minItems", .number(Double(counts.lowerBound))), ("maxItems", .number(Double(counts.upperBound))),
            ]
        case .object(let object): [("$ref", .string("#/$defs/\(object.name)"))]
        case .headers(let value):
            [
                ("type", .string("object")),
                ("propertyNames", .object([("pattern", .string("^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$"))])),
                ("additionalProperties", .object(schema(of: value))),
            ]
        case .either(let shapes): [("anyOf", .array(shapes.map { .object(schema(of: $0)) }))]
        }
    }

    /// Anything that the environment completes is left to the reader.
    private static func orVariable(_ members: [(String, JSONText)]) -> [(String, JSONText)] {
        let variable: [(String, JSONText)] = [("type", .string("string")), ("pattern", .string("\\$\\{"))]
        return [("anyOf", .array([.object(members), .object(variable)]))]
    }

    private static func text(matching pattern: String) -> [(String, JSONText)] {
        [("type", .string("string")), ("pattern", .string("\(pattern)|\\$\\{"))]
    }

    /// As `DurationText.parse` reads.
    static let durationPattern: String = {
        let number = "\\d{1,15}(\\.\\d{1,9})?"
        let units = DurationText.units.map { "(\(number)\($0.name == "us" ? "[uµμ]s" : $0.name))?" }
        return "^(?=.)\(units.joined())$"
    }()

    /// As `SizeText.parse` reads.
    static let sizePattern = "^\\d{1,15}(\\.\\d{1,9})? ?([kKmMgGtT][iI]?)?[bB]$"

    /// Schemes only: an editor need not know all that the reader says about the rest.
    static func addressPattern(_ schemes: [EndpointAddress.Scheme]) -> String {
        let words = schemes.map { $0 == .unix ? "unix:" : $0.rawValue.replacing("+", with: "\\+") + "://" }
        return "^(\(words.joined(separator: "|")))\\S+$"
    }
}

extension ConfigShape {
    /// The meanings of its words, for the description that an editor shows; empty for other shapes.
    fileprivate var wordsOfWords: String {
        guard case .word(let words) = self else { return "" }
        return words.map { "\n- \($0.word): \($0.meaning)" }.joined()
    }
}
