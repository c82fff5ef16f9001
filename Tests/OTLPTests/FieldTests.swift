import OTLP
import ResilienceTesting
import Testing

/// How fields are written by different producers (formats.md 1.1, 1.2 and rules 3 to 7).
@Suite struct FieldTests {
    private func record(_ members: String) throws -> SpanRecord {
        try #require(Reading(span: members).spans.first).record
    }

    @Test(arguments: [
        #""1795479332893713885""#, "1795479332893713885", #"{"low":4220129245,"high":418042537}"#,
        #"{"high":418042537,"low":-74838051}"#,
    ])
    func timesAreStringsNumbersOrHalves(time: String) throws {
        let halves = UInt64(418_042_537) << 32 | 4_220_129_245
        let expected = time.hasPrefix("{") ? halves : 1_795_479_332_893_713_885
        #expect(try record(Reading.ids + #","startTimeUnixNano":"# + time).start == expected)
    }

    /// What lies within a double's precision; no producer is known to write it, and it can mean only one thing.
    @Test func aTimeMayBeAnIntegralFloat() throws {
        #expect(try record(Reading.ids + #","startTimeUnixNano":1.7e18"#).start == 1_700_000_000_000_000_000)
    }

    @Test(arguments: [
        #""12x4""#, #""99999999999999999999""#, "1.5", "true", "[]", "-1", #"{"low":1}"#, "99999999999999999999999",
    ])
    func aTimeThatCannotBeReadIsUnknownByItself(time: String) throws {
        let record = try record(Reading.ids + #","name":"n","startTimeUnixNano":\#(time),"kind":2"#)
        #expect(record.start == 0)
        #expect(record.notes.contains(.badTime))
        #expect(record.kind == .server)
    }

    @Test func millisecondsAreNotedAndNotGuessed() throws {
        let record = try record(
            Reading.ids + #","startTimeUnixNano":"1795479332893","endTimeUnixNano":"1795479332894""#)
        #expect(record.start == 1_795_479_332_893)
        #expect(record.notes.contains(.badTime))
    }

    @Test(arguments: ["", #","endTimeUnixNano":"0""#, #","endTimeUnixNano":0"#, #","endTimeUnixNano":null"#])
    func aSpanWithoutAnEndIsRunning(end: String) throws {
        let record = try record(Reading.ids + #","startTimeUnixNano":"1795479332893713885""# + end)
        #expect(record.notes == .running)
        #expect(record.duration == 0)
    }

    @Test func anEndBeforeTheStartIsClampedAndNoted() throws {
        let record = try record(
            Reading.ids + #","startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1699999999000000000""#)
        #expect(record.notes == .endsBeforeStart)
        #expect(record.duration == 0)
    }

    @Test(arguments: [
        ("2", SpanKind.server), (#""SPAN_KIND_SERVER""#, .server), (#""span_kind_consumer""#, .consumer),
        (#""SERVER""#, .server), (#""3""#, .client), ("2.0", .server), ("77", .unspecified), ("-1", .unspecified),
        ("0", .unspecified), ("1", .internal), ("3", .client), ("4", .producer), ("5", .consumer),
        (#""SPAN_KIND_INTERNAL""#, .internal), (#""SPAN_KIND_CLIENT""#, .client),
        (#""SPAN_KIND_PRODUCER""#, .producer), (#""SPAN_KIND_UNSPECIFIED""#, .unspecified),
        (#""SPAN_KIND_NEW""#, .unspecified), ("null", .unspecified), ("[]", .unspecified),
    ])
    func kindsAreNumbersOrNames(written: String, kind: SpanKind) throws {
        #expect(try record(Reading.ids + #","kind":"# + written).kind == kind)
    }

    @Test(arguments: [
        ("{}", SpanStatus.unset), (#"{"code":0}"#, .unset), (#"{"code":"STATUS_CODE_UNSET"}"#, .unset),
        (#"{"message":"no code"}"#, .unset), (#"{"code":"2"}"#, .error), (#"{"code":1}"#, .ok),
        (#"{"code":2,"message":"m"}"#, .error),
        (#"{"code":"STATUS_CODE_ERROR"}"#, .error), (#"{"code":"Status_Code_Ok"}"#, .ok), (#"{"code":9}"#, .unset),
        ("null", .unset), ("5", .unset),
    ])
    func statusesAreNumbersOrNames(written: String, status: SpanStatus) throws {
        #expect(try record(Reading.ids + #","status":"# + written).status == status)
    }

    @Test(arguments: [
        (#""4bf92f3577b34da6a3ce929d0e0e4736""#, true), (#""4BF92F3577B34DA6A3CE929D0E0E4736""#, true),
        (#""S/kvNXezTaajzpKdDg5HNg==""#, true), (#""4bf92f3577b34da6a3ce929d0e0e473""#, false),
        (#""4bf92f3577b34da6a3ce929d0e0e473g""#, false), (#""S/kvNXezTaajzpKdDg5HNgxx""#, false),
        (#""00000000000000000000000000000000""#, false), (#""""#, false), ("null", false), ("5", false),
    ])
    func traceIDsAreHexadecimalOrBase64(written: String, isGood: Bool) throws {
        let record = try record(#""spanId":"00f067aa0ba902b7","name":"n","traceId":"# + written)
        #expect(record.notes.contains(.badTraceID) == !isGood)
        if isGood { #expect(record.trace == TraceID("4bf92f3577b34da6a3ce929d0e0e4736")) }
    }

    @Test(arguments: [
        (#""00f067aa0ba902b7""#, UInt64(0x00F0_67AA_0BA9_02B7)), (#""00F067AA0BA902B7""#, 0x00F0_67AA_0BA9_02B7),
        (#""APBnqgupArc=""#, 0x00F0_67AA_0BA9_02B7), (#""0000000000000000""#, nil), (#""""#, nil), ("null", nil),
        (#""00f067""#, nil), (#""00f067aa0ba902bz""#, nil),
    ])
    func spanIDsAreHexadecimalOrBase64(written: String, id: UInt64?) throws {
        let record = try record(#""traceId":"4bf92f3577b34da6a3ce929d0e0e4736","name":"n","spanId":"# + written)
        #expect(record.id == id ?? 0)
        #expect(record.notes.contains(.badSpanID) == (id == nil))
    }

    @Test(arguments: [
        (#""87c94c4f1b5f7f71""#, UInt64(0x87C9_4C4F_1B5F_7F71), false), (#""""#, 0, false),
        (#""0000000000000000""#, 0, false), ("null", 0, false), (#""h8lMTxtff3E=""#, 0x87C9_4C4F_1B5F_7F71, false),
        (#""87c9""#, 0, true), ("7", 0, true),
    ])
    func anAbsentParentIsARoot(written: String, parent: UInt64, isBad: Bool) throws {
        let record = try record(Reading.ids + #","parentSpanId":"# + written)
        #expect(record.parent == parent)
        #expect(record.notes.contains(.badParentID) == isBad)
    }

    @Test func snakeCaseMeansTheSame() throws {
        let camel = try record(
            Reading.ids
                + #","parentSpanId":"87c94c4f1b5f7f71","startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000000000000005","droppedLinksCount":1"#
        )
        let snake = try record(
            #""trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7","parent_span_id":"87c94c4f1b5f7f71","start_time_unix_nano":"1700000000000000000","end_time_unix_nano":"1700000000000000005","dropped_links_count":1"#
        )
        #expect(camel == snake)
        #expect(snake.duration == 5)
        #expect(snake.notes == .dropped)
    }

    @Test func unknownKeysAreIgnoredWhateverTheyHold() throws {
        let record = try record(
            Reading.ids + #","name":"n","entityRefs":[{"a":[1,2,{}]}],"keyStrindex":0,"deprecatedScopeSpans":null"#)
        #expect(record.notes.isDisjoint(with: [.badTraceID, .badSpanID]))
    }

    @Test func missingNamesAndServicesHaveTheirDefaults() {
        let reading = Reading(#"{"resourceSpans":[{"scopeSpans":[{"spans":[{\#(Reading.ids)}]}]}]}"#)
        #expect(reading.spans.map(\.name) == [""])
        #expect(reading.spans.map(\.service) == ["unknown_service"])
    }

    @Test func theResourceMayStandBehindItsSpans() {
        let resource = #"{"attributes":[{"key":"service.name","value":{"stringValue":"late"}}]}"#
        let reading = Reading(
            #"{"resourceSpans":[{"scopeSpans":[{"spans":[{\#(Reading.ids)}]}],"resource":\#(resource)}]}"#)
        #expect(reading.spans.map(\.service) == ["late"])
    }

    @Test func partsThatWereLostOrAreThereAreNoted() throws {
        let record = try record(
            Reading.ids
                + #","droppedAttributesCount":"3","events":[{"name":"e"}],"links":[{}],"startTimeUnixNano":1700000000000000000,"endTimeUnixNano":1700000000000000000"#
        )
        #expect(record.notes == [.dropped, .hasEvents, .hasLinks])
    }

    @Test func emptyListsAreNoParts() throws {
        let record = try record(
            Reading.ids
                + #","droppedAttributesCount":0,"events":[],"links":[],"attributes":[],"startTimeUnixNano":1700000000000000000,"endTimeUnixNano":1700000000000000000"#
        )
        #expect(record.notes == [])
    }

    /// Resources are known again by what stands on the tape: nothing but the very same may be taken for one.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func resourcesThatAreKnownAgainAreReadAsIfForTheFirstTime(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let services = ["orders", "order", "orderz", "payments", ""]
        let keys = ["service.name", "service.instance.id", "service.version", "host.name", "service.nam"]
        func resource() -> String {
            let attributes = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                let key = keys.randomElement(using: &random) ?? ""
                let value = services.randomElement(using: &random) ?? ""
                let wrapped =
                    Bool.random(using: &random)
                    ? #"{"stringValue":"\#(value)"}"# : #"{"arrayValue":{"values":[{"stringValue":"\#(value)"}]}}"#
                return #"{"key":"\#(key)","value":\#(wrapped)}"#
            }
            return #"{"attributes":[\#(attributes.joined(separator: ","))]}"#
        }
        let resources = (0..<12).map { _ in resource() }
        let lines = (0..<300).map { number in
            let item =
                #"{"resource":\#(resources.randomElement(using: &random) ?? "{}"),"scopeSpans":[{"spans":[{\#(Reading.ids),"name":"n\#(number % 3)"}]}]}"#
            return #"{"resourceSpans":[\#(item)]}"#
        }
        let together = Reading(lines.joined(separator: "\n")).spans.map { "\($0.name) \($0.service)" }
        let alone = lines.flatMap { Reading($0).spans.map { "\($0.name) \($0.service)" } }
        #expect(together == alone)
    }
}
