/// Any JSON, read by `JSONDecoder`: `JSONSerialization` on Linux drops U+FEFF and rounds numbers.
enum JSONValue: Decodable {
    case null
    case flag(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // The most frequent first: each miss costs an error.
        if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([String: JSONValue].self) {
            self = .object(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .flag(value)
        } else {
            self = .null
        }
    }

    /// As `JSONSerialization` would give it.
    var any: Any {
        switch self {
        case .null: Optional<Any>.none as Any
        case .flag(let value): value
        case .integer(let value): value
        case .number(let value): value
        case .text(let value): value
        case .array(let values): values.map(\.any)
        case .object(let values): values.mapValues(\.any)
        }
    }
}

/// A JSON number, whole or not.
func double(_ value: Any?) -> Double? { (value as? Double) ?? (value as? Int).map { Double($0) } }
