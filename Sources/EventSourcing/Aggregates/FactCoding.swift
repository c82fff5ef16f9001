import Foundation

/// How facts that are `Codable` enums are written and read.
enum FactCoding {
    static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .millisecondsSince1970
        return encoder
    }()

    static let decoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .millisecondsSince1970
        return decoder
    }()

    static func type(ofCase name: String) -> String { name.prefix(1).uppercased() + name.dropFirst() }

    /// Appends `{"caseName":data}`.
    /// - Returns: false if no case can be called so; then nothing is appended.
    static func append(_ data: Data, as type: String, to json: inout [UInt8]) -> Bool {
        let isName = type.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        guard isName else { return false }
        json.append(UInt8(ascii: "{"))
        json.append(UInt8(ascii: "\""))
        if let first = type.utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) {
            json.append(first | 0x20)
            json.append(contentsOf: type.utf8.dropFirst())
        } else {
            json.append(contentsOf: type.prefix(1).lowercased().utf8)
            json.append(contentsOf: type.dropFirst().utf8)
        }
        json.append(UInt8(ascii: "\""))
        json.append(UInt8(ascii: ":"))
        json.append(contentsOf: data)
        json.append(UInt8(ascii: "}"))
        return true
    }

    /// Whether a text is one JSON value as far as brackets, strings and commas tell: only then can it stand between others
    /// without taking something of them along.
    static func isWhole(_ data: Data) -> Bool {
        data.withUnsafeBytes { isWhole($0) }
    }

    private static func isWhole(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var depth = 0
        var isInString = false
        var isEscaped = false
        for byte in bytes {
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else {
                    isInString = byte != UInt8(ascii: "\"")
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ",") where depth == 0: return false
            default: break
            }
            if depth < 0 { return false }
        }
        return depth == 0 && !isInString
    }
}
