/// The id of a trace: 16 bytes, never all zero in a valid trace (W3C Trace Context, section 3.2.2.3).
public struct TraceID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The first eight bytes, big-endian.
    public let high: UInt64
    /// The last eight bytes, big-endian.
    public let low: UInt64

    /// An id from its two halves, each big-endian.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An id from exactly 32 hexadecimal digits of any case; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 32,
            let high = UInt64(hexDigits: text.utf8.prefix(16)), let low = UInt64(hexDigits: text.utf8.dropFirst(16))
        else { return nil }
        self.init(high: high, low: low)
    }

    /// All bytes are zero, which the formats use for "no trace".
    public var isZero: Bool { high == 0 && low == 0 }

    /// 32 lower-case hexadecimal digits.
    public var description: String { high.hexDigits + low.hexDigits }

    /// By bytes, first to last.
    public static func < (left: TraceID, right: TraceID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
