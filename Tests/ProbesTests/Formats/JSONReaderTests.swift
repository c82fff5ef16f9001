import Foundation
import Testing

@testable import Probes

@Suite struct JSONReaderTests {
    private func read(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)) }

    @Test func valuesStayWhatTheyWere() throws {
        #expect(try read("1") == .number("1"))
        #expect(try read("1.0").int == 1)
        #expect(try read("18446744073709551615") == .number("18446744073709551615"))
        #expect(try read("true") == .bool(true))
        #expect(try read("true").int == nil)
        #expect(try read("1").bool == nil)
        #expect(try read(#"{"a":1,"b":[],"a":2}"#)["a"] == .number("2"))
        #expect(try read(#"{"a":null}"#)["a"] == nil)
        #expect(try read(#""\u00e9\ud83d\ude00\n\/""#) == .string("é😀\n/"))
        #expect(try read(#""\ud83d\u0041""#) == .string("\u{FFFD}A"))
        #expect(try read("[1,2,]") == .array([.number("1"), .number("2")]))
    }

    @Test(arguments: [
        "", "{", "[1", "\"a", "{\"a\"", "{\"a\":", "{a:1}", "[1 2]", "nul", "{\"a\":1 \"b\":2}", "1 2", "\"\\x\"",
        "\"\\u12\"", "\"\\uZZZZ\"", "{,}", "[,]", "}",
    ])
    func whatIsNotJSONIsRefused(text: String) {
        #expect(throws: JSONReader.Mistake.self) { try read(text) }
    }

    /// Everything that Foundation writes is read to the same value.
    @Test func foundationsOutputIsReadBack() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let value = Self.randomValue(depth: 0, &random)
            let data = try JSONEncoder().encode(value)
            #expect(try Self.plain(JSONReader.read(Array(data))) == value)
        }
    }

    /// A value that Foundation can write and that compares.
    indirect enum Plain: Encodable, Equatable {
        case null
        case bool(Bool)
        case int(Int)
        case text(String)
        case list([Plain])
        case map([String: Plain])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .null: try container.encodeNil()
            case .bool(let value): try container.encode(value)
            case .int(let value): try container.encode(value)
            case .text(let value): try container.encode(value)
            case .list(let value): try container.encode(value)
            case .map(let value): try container.encode(value)
            }
        }
    }

    private static func plain(_ value: JSONValue) -> Plain? {
        switch value {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let text): Int(text).map { .int($0) }
        case .string(let text): .text(text)
        case .array(let items): .list(items.compactMap(plain))
        case .object(let members):
            .map(Dictionary(uniqueKeysWithValues: members.map { ($0.key, plain($0.value) ?? .null) }))
        }
    }

    private static func randomValue(depth: Int, _ random: inout SeededGenerator) -> Plain {
        switch Int.random(in: 0..<(depth > 4 ? 4 : 6), using: &random) {
        case 0: .null
        case 1: .bool(Bool.random(using: &random))
        case 2: .int(Int.random(in: .min ... .max, using: &random))
        case 3: .text(randomText(&random))
        case 4: .list((0..<Int.random(in: 0..<5, using: &random)).map { _ in randomValue(depth: depth + 1, &random) })
        default:
            .map(
                Dictionary(
                    (0..<Int.random(in: 0..<5, using: &random)).map { _ in
                        (randomText(&random), randomValue(depth: depth + 1, &random))
                    }, uniquingKeysWith: { first, _ in first }))
        }
    }

    private static func randomText(_ random: inout SeededGenerator) -> String {
        let pool: [Unicode.Scalar] = ["a", "\"", "\\", "/", "\n", "\u{0}", "\u{1F}", "é", "\u{2028}", "😀", "\u{FFFD}"]
        var text = ""
        for _ in 0..<Int.random(in: 0..<12, using: &random) {
            text.unicodeScalars.append(pool[Int.random(in: 0..<pool.count, using: &random)])
        }
        return text
    }
}
