import Foundation

/// The name of a stream: all events of one aggregate, such as `order-7f3a`.
public struct StreamID: RawRepresentable, Hashable, Sendable, Codable, Comparable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    /// The name: 1 to 200 bytes of UTF-8.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public init(stringLiteral value: String) {
        self.init(rawValue: value)
    }

    /// The stream of one thing of a category: `order` and `7f3a` make `order-7f3a`.
    public init(category: String, id: String) {
        self.init(rawValue: "\(category)-\(id)")
    }

    /// What stands before the first hyphen.
    public var category: Substring {
        rawValue.prefix { $0 != "-" }
    }

    public static func < (left: StreamID, right: StreamID) -> Bool { left.rawValue < right.rawValue }
    public var description: String { rawValue }
}

/// The identity of an event. Whoever makes an event chooses it; appending the same identities again is the same append.
public struct EventID: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    /// The identity: 1 to 200 bytes of UTF-8, unique in a store.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public init(stringLiteral value: String) {
        self.init(rawValue: value)
    }

    /// A new one, a UUID in lower case.
    public static func random() -> EventID {
        EventID(rawValue: UUID().uuidString.lowercased())
    }

    /// The identity of the events that one command causes: the same command gives the same ones.
    public init(command: String, index: Int) {
        self.init(rawValue: "\(command)/\(index)")
    }

    public var description: String { rawValue }
}

/// How urgent the events of a stream are. Each lane is delivered on its own, so that a flood of normal events does not
/// delay a critical one.
public enum Lane: String, Sendable, Hashable, Codable, CaseIterable {
    /// Everything that is not critical.
    case normal
    /// What the business waits for.
    case critical
}
