/// Lowercase hexadecimal, the only spelling that W3C trace context and OTLP JSON have for ids.
enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Appends the 16 digits of `value`, most significant first.
    static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 60, through: 0, by: -4) {
            bytes.append(digits[Int(truncatingIfNeeded: (value >> UInt64(shift)) & 0xF)])
        }
    }

    static func text(_ value: UInt64) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        append(value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The number that up to 16 digits spell.
    /// - Returns: `nil` for anything but `0`–`9` and `a`–`f`; upper case is not allowed in a header.
    static func number(_ digits: some Sequence<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for digit in digits {
            let nibble: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): nibble = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): nibble = digit - UInt8(ascii: "a") + 10
            default: return nil
            }
            value = value << 4 | UInt64(nibble)
        }
        return value
    }
}
