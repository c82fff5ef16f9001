/// JSON text as it is put together: bytes, and the few rules of RFC 8259 that a writer needs.
struct JSONBuffer {
    private(set) var bytes: [UInt8] = []

    /// Forgets the text and keeps the memory.
    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Text that is JSON already.
    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func raw(_ other: [UInt8]) { bytes.append(contentsOf: other) }

    mutating func number(_ value: some FixedWidthInteger) {
        bytes.append(contentsOf: String(value).utf8)
    }

    /// The 16 hexadecimal digits of `value`, without quotes.
    mutating func hexadecimal(_ value: UInt64) { Hexadecimal.append(value, to: &bytes) }

    /// A quoted string. Swift's strings are always valid Unicode, so only quotes, backslashes and control characters
    /// have to be escaped.
    /// - Parameter limit: UTF-8 bytes of `value` that are kept; the cut is between Unicode scalars.
    mutating func string(_ value: String, limit: Int = .max) {
        bytes.append(Self.quote)
        var value = value
        value.withUTF8 { text in
            let kept = text.count <= limit ? text[...] : text[..<Self.cut(text, at: limit)]
            for byte in kept { append(escaping: byte) }
        }
        bytes.append(Self.quote)
    }

    private static let quote = UInt8(ascii: "\"")
    private static let digits = Array("0123456789abcdef".utf8)

    private mutating func append(escaping byte: UInt8) {
        switch byte {
        case Self.quote: raw("\\\"")
        case UInt8(ascii: "\\"): raw("\\\\")
        case 0x0A: raw("\\n")
        case 0x0D: raw("\\r")
        case 0x09: raw("\\t")
        case 0x00...0x1F, 0x7F:
            raw("\\u00")
            bytes.append(Self.digits[Int(byte >> 4)])
            bytes.append(Self.digits[Int(byte & 0xF)])
        default: bytes.append(byte)
        }
    }

    /// The largest offset up to `limit` that does not split a scalar: continuation bytes are `10xxxxxx`.
    private static func cut(_ text: UnsafeBufferPointer<UInt8>, at limit: Int) -> Int {
        var end = limit
        while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }
}
