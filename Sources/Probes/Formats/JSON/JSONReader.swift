/// Reads one JSON document, leniently where nothing is lost by it and strictly bounded.
///
/// Not Foundation: `JSONSerialization` refuses a whole answer for one lone surrogate, invalid UTF-8 byte or raw control
/// character, turns `true` and `1` into each other on Linux and loses the order of keys (formats.md 1.3 rule 10).
/// A health answer from a broken service is exactly where that happens. This reader takes all of these, replaces what
/// is no text with U+FFFD, and stops at 64 levels and 50,000 values.
struct JSONReader {
    /// Why a text is no JSON that can be taken.
    enum Mistake: Error, Equatable {
        case unexpected(offset: Int)
        case endedEarly
        case tooDeep
        case tooManyValues
    }

    static let depthLimit = 64
    static let valueLimit = 50_000

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var values = 0

    /// Reads `bytes` as one value with nothing but blanks, NULs and a byte order mark around it.
    static func read(_ bytes: [UInt8]) throws(Mistake) -> JSONValue {
        let result: Result<JSONValue, Mistake> = bytes.withUnsafeBufferPointer { buffer in
            var reader = JSONReader(bytes: buffer)
            do throws(Mistake) { return .success(try reader.document()) } catch { return .failure(error) }
        }
        return try result.get()
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func document() throws(Mistake) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        let value = try value(depth: 0)
        skipBlanks()
        if position < bytes.count { throw .unexpected(offset: position) }
        return value
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D, 0x00: position += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(Mistake) -> JSONValue {
        skipBlanks()
        guard position < bytes.count else { throw .endedEarly }
        values += 1
        if values > Self.valueLimit { throw .tooManyValues }
        if depth > Self.depthLimit { throw .tooDeep }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
        default: return try word()
        }
    }

    private mutating func object(depth: Int) throws(Mistake) -> JSONValue {
        position += 1
        var members: [JSONValue.Member] = []
        while true {
            skipBlanks()
            guard position < bytes.count else { throw .endedEarly }
            if take("}") { return .object(members) }
            if !members.isEmpty {
                guard take(",") else { throw .unexpected(offset: position) }
                skipBlanks()
                if take("}") { return .object(members) }
            }
            guard position < bytes.count else { throw .endedEarly }
            guard bytes[position] == UInt8(ascii: "\"") else { throw .unexpected(offset: position) }
            let key = try string()
            skipBlanks()
            guard position < bytes.count else { throw .endedEarly }
            guard take(":") else { throw .unexpected(offset: position) }
            members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1)))
        }
    }

    private mutating func array(depth: Int) throws(Mistake) -> JSONValue {
        position += 1
        var items: [JSONValue] = []
        while true {
            skipBlanks()
            guard position < bytes.count else { throw .endedEarly }
            if take("]") { return .array(items) }
            if !items.isEmpty {
                guard take(",") else { throw .unexpected(offset: position) }
                skipBlanks()
                if take("]") { return .array(items) }
            }
            items.append(try value(depth: depth + 1))
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func number() -> JSONValue {
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
                UInt8(ascii: "e"), UInt8(ascii: "E"):
                position += 1
            default: return text(start)
            }
        }
        return text(start)
    }

    private func text(_ start: Int) -> JSONValue {
        .number(String(decoding: bytes[start..<min(position, start + 64)], as: UTF8.self))
    }

    /// `true`, `false`, `null`, and the `NaN` and `Infinity` that some writers leave bare, which say nothing.
    private mutating func word() throws(Mistake) -> JSONValue {
        for (word, value) in Self.words where bytes[position...].starts(with: word.utf8) {
            position += word.utf8.count
            return value
        }
        throw .unexpected(offset: position)
    }

    private static let words: [(String, JSONValue)] = [
        ("true", .bool(true)), ("false", .bool(false)), ("null", .null), ("NaN", .null), ("Infinity", .null),
    ]

    private mutating func string() throws(Mistake) -> String {
        position += 1
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\") {
            position += 1
        }
        guard position < bytes.count else { throw .endedEarly }
        if bytes[position] == UInt8(ascii: "\"") {
            position += 1
            return String(decoding: bytes[start..<position - 1], as: UTF8.self)
        }
        var unescaped = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: unescaped, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &unescaped)
            default: unescaped.append(byte)
            }
        }
        throw .endedEarly
    }

    private mutating func escape(into unescaped: inout [UInt8]) throws(Mistake) {
        guard position < bytes.count else { throw .endedEarly }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
        case UInt8(ascii: "u"): try unicodeEscape(into: &unescaped)
        default: throw .unexpected(offset: position - 1)
        }
    }

    private mutating func unicodeEscape(into unescaped: inout [UInt8]) throws(Mistake) {
        var code = try fourHexDigits()
        if (0xD800..<0xDC00).contains(code), bytes[position...].starts(with: [0x5C, 0x75]) {
            let before = position
            position += 2
            let low = try fourHexDigits()
            if (0xDC00..<0xE000).contains(low) {
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            } else {
                position = before
            }
        }
        let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
        unescaped.append(contentsOf: String(Character(scalar)).utf8)
    }

    private mutating func fourHexDigits() throws(Mistake) -> UInt32 {
        guard position + 4 <= bytes.count else { throw .endedEarly }
        var code: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw .unexpected(offset: position) }
            code = code << 4 | UInt32(digit)
        }
        position += 4
        return code
    }
}
