/// A value of an attribute (OTLP's `AnyValue`), decided by the key it stood under and never by its JSON type.
public indirect enum AttributeValue: Sendable, Hashable {
    case string(String)
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case bytes([UInt8])
    case array([AttributeValue])
    case map([Attribute])
    /// No value was given.
    case empty
    /// Something stood there that is no value of its kind (an integer out of range, a number in words); its raw text.
    case unreadable(String)
    /// Nested deeper than ``nestingLimit``; what lies below is not kept.
    case tooDeep

    /// How many arrays and maps may stand inside each other before the rest is left out.
    public static let nestingLimit = 64
}

/// A key with its value. Among equal keys of one list the last wins.
public struct Attribute: Sendable, Hashable {
    /// The key, as written.
    public let key: String
    /// What stood under it.
    public let value: AttributeValue

    /// A key with its value.
    public init(key: String, value: AttributeValue) {
        self.key = key
        self.value = value
    }
}

extension [Attribute] {
    /// The value under a key; among equal keys the last. O(`count`).
    public subscript(key: String) -> AttributeValue? { last { $0.key == key }?.value }
}
