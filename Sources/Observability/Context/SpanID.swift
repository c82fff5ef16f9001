/// The 8 bytes that name a span within its trace. Never zero: the W3C recommendation calls that invalid.
public struct SpanID: Hashable, Sendable, CustomStringConvertible {
    /// The eight bytes, big-endian.
    public let value: UInt64

    /// - Returns: `nil` for zero.
    public init?(_ value: UInt64) {
        guard value != 0 else { return nil }
        self.value = value
    }

    /// A random id.
    public static func random(using generator: inout some RandomNumberGenerator) -> SpanID {
        while true {
            if let id = SpanID(generator.next()) { return id }
        }
    }

    /// 16 lowercase hexadecimal digits.
    public var description: String { Hexadecimal.text(value) }
}
