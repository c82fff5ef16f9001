/// A word out of a list that may grow: a newer service can say one that this library has never heard of, and an older
/// reader still understands the rest of the answer.
public protocol OpenWord: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible
where RawValue == String {
    /// The words of this version, in the order in which they are to be shown.
    static var known: [Self] { get }

    /// A word that this version does not know. Use ``init(rawValue:)``, which knows which words are known.
    static func other(_ word: String) -> Self
}

extension OpenWord {
    public init(rawValue: String) {
        self = .word(rawValue)
    }

    /// The word of that text, known or not.
    public static func word(_ text: String) -> Self {
        known.first { $0.rawValue == text } ?? .other(text)
    }

    /// The word.
    public var description: String { rawValue }

    /// Whether this version knows the word.
    public var isKnown: Bool { Self.known.contains(self) }
}
