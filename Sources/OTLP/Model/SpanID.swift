/// The id of a span: 8 bytes, unique within its trace.
public struct SpanID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The eight bytes, big-endian.
    public let value: UInt64

    /// An id from its bytes, big-endian.
    public init(_ value: UInt64) { self.value = value }

    /// An id from exactly 16 hexadecimal digits of any case; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 16, let value = UInt64(hexDigits: text.utf8) else { return nil }
        self.value = value
    }

    /// All bytes are zero, which the formats use for "no span".
    public var isZero: Bool { value == 0 }

    /// 16 lower-case hexadecimal digits.
    public var description: String { value.hexDigits }

    /// By bytes, first to last.
    public static func < (left: SpanID, right: SpanID) -> Bool { left.value < right.value }
}
