extension ConfigParser {
    /// A string in either kind of quotes, its escapes undone. One that is not closed ends with its line.
    mutating func string(_ path: KeyPath) -> String {
        let start = index
        let quote = source.bytes[start]
        index += 1
        var bytes: [UInt8] = []
        while let byte = peek() {
            switch byte {
            case quote:
                index += 1
                return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"):
                escape(path, into: &bytes)
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                return unclosed(path, start: start, bytes)
            case 0..<0x20 where byte != UInt8(ascii: "\t"):
                mistake(
                    at: index, path, found: "the control character \(ShownText.quoted(String(UnicodeScalar(byte))))",
                    expected: "an escape such as \\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))")
                index += 1
            default:
                bytes.append(byte)
                index += 1
            }
        }
        return unclosed(path, start: start, bytes)
    }

    private mutating func unclosed(_ path: KeyPath, start: Int, _ bytes: [UInt8]) -> String {
        let quote = source.bytes[start] == UInt8(ascii: "'") ? "'" : "\""
        mistake(
            at: start, path, found: "a text without its end", expected: "a closing \(quote) in the same line")
        swallowedLine = true
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func escape(_ path: KeyPath, into bytes: inout [UInt8]) {
        let start = index
        index += 1
        guard let byte = peek() else { return }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
        case UInt8(ascii: "b"): bytes.append(8)
        case UInt8(ascii: "f"): bytes.append(12)
        case UInt8(ascii: "n"): bytes.append(10)
        case UInt8(ascii: "r"): bytes.append(13)
        case UInt8(ascii: "t"): bytes.append(9)
        case UInt8(ascii: "v"): bytes.append(11)
        case UInt8(ascii: "\n"): break
        case UInt8(ascii: "\r"): if peek() == UInt8(ascii: "\n") { index += 1 }
        case UInt8(ascii: "x"): scalar(path, start: start, digits: 2, into: &bytes)
        case UInt8(ascii: "u"): scalar(path, start: start, digits: 4, into: &bytes)
        default:
            index -= 1
            mistake(
                at: start, path, found: "\"\\\(shownCharacter())\"",
                expected: "an escape of JSON, or \\\\ for a backslash")
            bytes.append(UInt8(ascii: "\\"))
        }
    }

    private mutating func scalar(_ path: KeyPath, start: Int, digits: Int, into bytes: inout [UInt8]) {
        guard let first = hexadecimal(digits) else {
            let shown = String(decoding: source.bytes[start..<index], as: UTF8.self)
            return mistake(
                at: start, path, found: ShownText.quoted(shown), expected: "\(digits) hexadecimal digits")
        }
        var value = first
        if (0xD800..<0xDC00).contains(first), peek() == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "u") {
            let before = index
            index += 2
            if let second = hexadecimal(4), (0xDC00..<0xE000).contains(second) {
                value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
            } else {
                index = before
            }
        }
        guard let scalar = Unicode.Scalar(value), value != 0 else {
            return mistake(
                at: start, path, found: "\\u\(String(value, radix: 16))",
                expected: value == 0 ? "no NUL character" : "a whole surrogate pair")
        }
        bytes += Array(String(scalar).utf8)
    }

    private mutating func hexadecimal(_ digits: Int) -> UInt32? {
        let text = source.bytes[index..<min(index + digits, source.bytes.count)]
        let count = text.prefix { UnicodeScalar($0).properties.isASCIIHexDigit }.count
        index += count
        return count == digits ? UInt32(String(decoding: text, as: UTF8.self), radix: 16) : nil
    }
}
