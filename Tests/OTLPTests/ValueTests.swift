import OTLP
import Testing

/// AnyValue: the key decides, never the JSON type (formats.md 1.1), and one bad string loses nothing else (rule 10).
@Suite struct ValueTests {
    @Test(arguments: [
        (#"{"stringValue":"x"}"#, AttributeValue.string("x")), (#"{"stringValue":""}"#, .string("")),
        (#"{"boolValue":false}"#, .bool(false)), (#"{"intValue":"0"}"#, .int(0)), (#"{"intValue":7}"#, .int(7)),
        (#"{"intValue":"-9223372036854775808"}"#, .int(.min)), (#"{"intValue":9223372036854775807}"#, .int(.max)),
        (#"{"intValue":3.0}"#, .int(3)), (#"{"intValue":"9223372036854775808"}"#, .unreadable("9223372036854775808")),
        (#"{"intValue":1.5}"#, .unreadable("1.5")), (#"{"intValue":"x"}"#, .unreadable("x")),
        (#"{"doubleValue":1}"#, .double(1)), (#"{"doubleValue":"Infinity"}"#, .double(.infinity)),
        (#"{"doubleValue":"-Infinity"}"#, .double(-.infinity)), (#"{"doubleValue":"2.5"}"#, .double(2.5)),
        (#"{"arrayValue":{}}"#, .array([])),
        (#"{"arrayValue":{"values":[{"intValue":1},{},{"boolValue":true}]}}"#, .array([.int(1), .empty, .bool(true)])),
        (
            #"{"kvlistValue":{"values":[{"key":"a","value":{"intValue":"1"}},{"key":"b"}]}}"#,
            .map([Attribute(key: "a", value: .int(1)), Attribute(key: "b", value: .empty)])
        ),
        (#"{"arrayValue":{"values":[]}}"#, .array([])), (#"{"kvlistValue":{}}"#, .map([])),
        (#"{"arrayValue":{"values":[{"arrayValue":{}},{"stringValue":"x"}]}}"#, .array([.array([]), .string("x")])),
        (#"{"intValue":-7}"#, .int(-7)), (#"{"intValue":null}"#, .empty), (#"{"doubleValue":1.0}"#, .double(1)),
        (#"{"doubleValue":1e300}"#, .double(1e300)), (#"{"doubleValue":"x"}"#, .unreadable("x")),
        (#"{"bytesValue":"AP/+"}"#, .bytes([0, 255, 254])), (#"{"bytesValue":"AQI="}"#, .bytes([1, 2])),
        (#"{"bytesValue":""}"#, .bytes([])), (#"{"bytesValue":"*"}"#, .unreadable("*")), ("{}", .empty),
        ("null", .empty), (#"{"string_value":"snake"}"#, .string("snake")),
        (#"{"stringValue":"first","intValue":"2"}"#, .int(2)), (#"{"boolValue":"true"}"#, .unreadable("true")),
        (#"{"stringValue":5}"#, .unreadable("5")), (#"{"newValue":5}"#, .empty),
    ])
    func aValueIsWhatItsKeySays(json: String, value: AttributeValue) throws {
        #expect(try Reading.value(json) == value)
    }

    @Test(arguments: [
        (#"{"doubleValue":-0}"#, true), (#"{"doubleValue":-0.0}"#, true), (#"{"doubleValue":-0e3}"#, true),
        (#"{"doubleValue":"-0"}"#, true), (#"{"doubleValue":0}"#, false), (#"{"doubleValue":0.0}"#, false),
    ])
    func aDoublesZeroKeepsItsSign(json: String, isNegative: Bool) throws {
        guard case .double(let value)? = try Reading.value(json) else { throw Wrong() }
        #expect(value == 0)
        #expect((value.sign == .minus) == isNegative)
    }

    @Test func aNegativeZeroChangesNothingElse() throws {
        #expect(try Reading.value(#"{"intValue":-0}"#) == .int(0))
        #expect(try Reading.value(#"{"stringValue":"-0 \" -0,"}"#) == .string("-0 \" -0,"))
        #expect(try Reading.value(#"{"doubleValue":-0.5}"#) == .double(-0.5))
    }

    @Test(arguments: [#"{"doubleValue":"NaN"}"#, #"{"doubleValue":null}"#])
    func nullIsHowJavaScriptWritesNaN(json: String) throws {
        guard case .double(let value)? = try Reading.value(json) else { throw Wrong() }
        #expect(value.isNaN)
    }

    private struct Wrong: Error {}

    @Test func amongEqualKeysTheLastWins() throws {
        let line = Reading.line(
            span: Reading.ids
                + #","attributes":[{"key":"k","value":{"intValue":1}},{"key":"k","value":{"intValue":2}}]"#)
        #expect(try Reading.detail(line).spans.first?.attributes["k"] == .int(2))
    }

    @Test func amongEqualKeysOfAMapTheLastWins() throws {
        let value = try Reading.value(
            #"{"kvlistValue":{"values":[{"key":"a","value":{"intValue":1}},{"key":"a","value":{"intValue":2}}]}}"#)
        guard case .map(let map)? = value else { throw Wrong() }
        #expect(map["a"] == .int(2))
    }

    /// A key without a value, with an empty one and with `null` all say nothing.
    @Test(arguments: ["", #","value":{}"#, #","value":null"#])
    func aMissingValueIsNull(value: String) throws {
        let line = Reading.line(
            span: Reading.ids + #","attributes":[{"key":"k"\#(value)},{"key":"l","value":{"intValue":1}}]"#)
        let span = try #require(try Reading.detail(line).spans.first)
        #expect(span.attributes["k"] == .empty)
        #expect(span.attributes["l"] == .int(1))
    }

    @Test(arguments: [
        (#"a\ud83db"#, "a\u{FFFD}b"), (#"a\udc00b"#, "a\u{FFFD}b"), (#"\ud83d\ud83d\ude00"#, "\u{FFFD}😀"),
        (#"\\ud83d"#, #"\ud83d"#), (#"a\u0000b"#, "a\0b"), (#"\u6771\u4EAC"#, "東京"), ("a\u{1}b\tc", "a\u{1}b\tc"),
        (#"\ud83d"#, "\u{FFFD}"),
    ])
    func invalidTextIsRepaired(written: String, text: String) throws {
        #expect(try Reading.value(#"{"stringValue":"\#(written)"}"#) == .string(text))
    }

    @Test(
        arguments: [
            ([0xFF], "\u{FFFD}"), ([0xC3], "\u{FFFD}"), ([0xE2, 0x82], "\u{FFFD}"),
            ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ([0xC3, 0xA9, 0xFF], "é\u{FFFD}"), ([0xF0, 0x9F, 0x98, 0x80], "😀"),
        ] as [([UInt8], String)])
    func invalidUTF8InOneStringLosesNothingElse(bytes: [UInt8], text: String) throws {
        let line = Array((Reading.line(span: Reading.ids + #","name":"|","kind":2"#)).utf8)
        let place = try #require(line.firstIndex(of: UInt8(ascii: "|")))
        let reading = Reading(bytes: line[..<place] + bytes + line[(place + 1)...])
        #expect(reading.outcomes == [.good])
        #expect(reading.spans.map(\.name) == [text])
        #expect(reading.spans.map(\.record.kind) == [.server])
    }

    @Test(arguments: ["1e999", "-1e999", "123456789012345678901234567890", "-99999999999999999999"])
    func aNumberOutOfRangeIsUnknownByItself(number: String) {
        let reading = Reading(span: Reading.ids + #","name":"n","flags":\#(number),"kind":2"#)
        #expect(reading.outcomes == [.good])
        #expect(reading.spans.map(\.record.kind) == [.server])
    }

    @Test func nestedValuesAreReadToALimitAndNoFurther() throws {
        let depth = 10_000
        let json =
            String(repeating: #"{"arrayValue":{"values":["#, count: depth) + "{}"
            + String(repeating: "]}}", count: depth)
        var value = try #require(try Reading.value(json))
        var seen = 0
        while case .array(let values) = value, let first = values.first {
            value = first
            seen += 1
        }
        #expect(seen == AttributeValue.nestingLimit)
        #expect(value == .tooDeep)
    }

    @Test func resourceAndScopeAttributesAreReadToo() throws {
        let line =
            #"{"resourceSpans":[{"resource":{"attributes":[{"key":"r","value":{"intValue":1}}],"droppedAttributesCount":2},"schemaUrl":"u","scopeSpans":[{"scope":{"name":"n","version":"v"},"schemaUrl":"w","spans":[{"#
            + Reading.ids + "}]}]}]}"
        let span = try #require(try Reading.detail(line).spans.first)
        #expect(
            span.resource
                == Resource(attributes: [Attribute(key: "r", value: .int(1))], droppedAttributes: 2, schemaURL: "u"))
        #expect(span.scope == Scope(name: "n", version: "v", attributes: [], schemaURL: "w"))
    }
}
