import OTLP
import Testing

/// Everything that formats.md 1.1 lists for spans, events, links, log records, resources and scopes.
@Suite struct DetailTests {
    /// A key as it is, or in protobuf's other spelling.
    private static func key(_ camel: String, snake: Bool) -> String {
        guard snake else { return camel }
        return camel.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
    }

    private static func respelled(_ text: String, snake: Bool) -> String {
        text.replacing(/"(\w+)":/) { "\"" + key(String($0.1), snake: snake) + "\":" }
    }

    private static let span = #"""
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"orders"}}],
        "droppedAttributesCount":4},"schemaUrl":"r","scopeSpans":[{"scope":{"name":"n","version":"v",
        "attributes":[{"key":"s","value":{"boolValue":true}}]},"schemaUrl":"s","spans":[{
        "traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7","traceState":"a=b",
        "parentSpanId":"87c94c4f1b5f7f71","flags":769,"name":"POST /x","kind":"SPAN_KIND_CLIENT",
        "startTimeUnixNano":"1795479332893713885","endTimeUnixNano":1795479332893713985,
        "attributes":[{"key":"a","value":{"intValue":1}}],"droppedAttributesCount":1,
        "events":[{"timeUnixNano":"1795479332893713900","name":"e","attributes":[{"key":"b","value":{"intValue":2}}],
        "droppedAttributesCount":"7"},{"name":"untimed"}],"droppedEventsCount":2,
        "links":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","traceState":"c=d",
        "attributes":[{"key":"l","value":{"intValue":3}}],"droppedAttributesCount":5,"flags":256},{}],
        "droppedLinksCount":3,"status":{"code":2,"message":"no"}}]}]}]}
        """#

    @Test(arguments: [false, true])
    func everyFieldOfASpanIsRead(snake: Bool) throws {
        let line = Self.respelled(Self.span, snake: snake).replacing("\n", with: "")
        #expect(Reading(line).outcomes == [.good])
        let span = try #require(try Reading.detail(line).spans.first)
        #expect(span.traceState == "a=b")
        #expect(span.parent == SpanID(0x87C9_4C4F_1B5F_7F71))
        #expect(span.flags == 769)
        #expect(span.name == "POST /x")
        #expect(span.kind == .client)
        #expect(span.start?.nanoseconds == 1_795_479_332_893_713_885)
        #expect(span.end?.nanoseconds == 1_795_479_332_893_713_985)
        #expect(span.attributes == [Attribute(key: "a", value: .int(1))])
        #expect([span.droppedAttributes, span.droppedEvents, span.droppedLinks] == [1, 2, 3])
        #expect(span.status == .error)
        #expect(span.statusMessage == "no")
        #expect(span.resource.attributes["service.name"] == .string("orders"))
        #expect(span.resource.droppedAttributes == 4)
        #expect(span.resource.schemaURL == "r")
        let attributes = [Attribute(key: "s", value: .bool(true))]
        #expect(span.scope == Scope(name: "n", version: "v", attributes: attributes, schemaURL: "s"))
    }

    @Test(arguments: [false, true])
    func everyFieldOfEventsAndLinksIsRead(snake: Bool) throws {
        let line = Self.respelled(Self.span, snake: snake).replacing("\n", with: "")
        let span = try #require(try Reading.detail(line).spans.first)
        #expect(span.events.map(\.name) == ["e", "untimed"])
        #expect(span.events.map { $0.time?.nanoseconds } == [1_795_479_332_893_713_900, nil])
        #expect(span.events.map(\.attributes) == [[Attribute(key: "b", value: .int(2))], []])
        #expect(span.events.map(\.droppedAttributes) == [7, 0])
        #expect(span.links.map(\.trace) == [TraceID("0af7651916cd43dd8448eb211c80319c"), nil])
        #expect(span.links.map(\.span) == [SpanID("b7ad6b7169203331"), nil])
        #expect(span.links.map(\.traceState) == ["c=d", ""])
        #expect(span.links.map(\.attributes) == [[Attribute(key: "l", value: .int(3))], []])
        #expect(span.links.map(\.droppedAttributes) == [5, 0])
        #expect(span.links.map(\.flags) == [256, 0])
    }

    private func log(_ members: String, snake: Bool = false) throws -> LogDetail {
        let line = Self.respelled(
            #"{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"pay"}}]},"#
                + #""scopeLogs":[{"scope":{"name":"n"},"logRecords":[{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","#
                + members + "}]}]}]}", snake: snake)
        #expect(Reading(line).outcomes == [.good])
        return try #require(try Reading.detail(line).logs.first)
    }

    @Test(arguments: [false, true])
    func everyFieldOfALogRecordIsRead(snake: Bool) throws {
        let log = try log(
            #""timeUnixNano":"1795479332893713885","observedTimeUnixNano":"1795479332893713999","severityNumber":6,"#
                + #""severityText":"FINE","body":{"kvlistValue":{"values":[{"key":"m","value":{"stringValue":"x"}}]}},"#
                + #""attributes":[{"key":"a","value":{"intValue":1}}],"droppedAttributesCount":2,"flags":3,"#
                + #""spanId":"00f067aa0ba902b7","eventName":"saga.started""#, snake: snake)
        #expect(log.time?.nanoseconds == 1_795_479_332_893_713_885)
        #expect(log.observedTime?.nanoseconds == 1_795_479_332_893_713_999)
        #expect(log.severity == 6)
        #expect(log.severityText == "FINE")
        #expect(log.body == .map([Attribute(key: "m", value: .string("x"))]))
        #expect(log.attributes == [Attribute(key: "a", value: .int(1))])
        #expect(log.droppedAttributes == 2)
        #expect(log.flags == 3)
        #expect(log.span == SpanID("00f067aa0ba902b7"))
        #expect(log.eventName == "saga.started")
        #expect(log.resource.service == "pay")
        #expect(log.scope.name == "n")
    }

    @Test(arguments: [
        (#""timeUnixNano":"5","observedTimeUnixNano":"9""#, UInt64(5)), (#""observedTimeUnixNano":9"#, 9),
        (#""timeUnixNano":"0","observedTimeUnixNano":"9""#, 9), (#""timeUnixNano":null,"observedTimeUnixNano":"9""#, 9),
        (#""severityNumber":1"#, nil),
    ])
    func aRecordsTimeIsItsOwnElseWhenItWasSeen(members: String, time: UInt64?) throws {
        #expect(try log(members).time?.nanoseconds == time)
    }

    @Test(arguments: [
        ("1", UInt8(1)), ("24", 24), (#""SEVERITY_NUMBER_WARN2""#, 14), (#""severity_number_fatal4""#, 24),
        (#""INFO""#, 9), (#""17""#, 17), ("99", 99), ("-1", 0), (#""LOUD""#, 0), ("null", 0), ("[]", 0), ("999999", 0),
    ])
    func severitiesAreNumbersOrNames(written: String, severity: UInt8) throws {
        #expect(try log(#""severityNumber":"# + written).severity == severity)
    }

    @Test(arguments: [
        (#""eventName":"new""#, "new"), (#""attributes":[{"key":"event.name","value":{"stringValue":"old"}}]"#, "old"),
        (#""eventName":"new","attributes":[{"key":"event.name","value":{"stringValue":"old"}}]"#, "new"),
        (#""eventName":"","attributes":[{"key":"event.name","value":{"stringValue":"old"}}]"#, "old"),
        (#""flags":0"#, ""),
    ])
    func anEventsNameIsAFieldElseTheOldAttribute(members: String, name: String) throws {
        #expect(try log(members).eventName == name)
    }

    @Test(arguments: [
        "", #""traceId":"","spanId":"","#, #""traceId":"00000000000000000000000000000000","#, #""traceId":null,"#,
        #""traceId":"abc","#,
    ])
    func aRecordWithoutATraceIsCountedAndBelongsToNone(ids: String) {
        let reading = Reading(
            #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{\#(ids)"body":{"stringValue":"x"}}]}]}]}"#)
        #expect(reading.outcomes == [.good])
        #expect(reading.batch.logCount == 1)
        #expect(reading.batch.logs.isEmpty)
    }

    @Test func theCollectorsEmptyObjectsAreDefaults() throws {
        let line =
            #"{"resourceSpans":[{"resource":{},"scopeSpans":[{"scope":{},"spans":[{\#(Reading.ids),"parentSpanId":"","status":{}}]}]}]}"#
        let span = try #require(try Reading.detail(line).spans.first)
        #expect(span.resource == Resource())
        #expect(span.scope == Scope())
        #expect(span.status == .unset)
        #expect(span.parent == nil)
        #expect(try log(#""body":{}"#).body == .empty)
    }

    @Test func oldCollectorsScopesAreReadInFull() throws {
        let line =
            #"{"resourceSpans":[{"instrumentationLibrarySpans":[{"instrumentationLibrary":{"name":"old","version":"1"},"spans":[{\#(Reading.ids)}]}]}]}"#
        let span = try #require(try Reading.detail(line).spans.first)
        #expect(span.scope == Scope(name: "old", version: "1"))
    }

    @Test func unknownKeysAreIgnoredEverywhere() throws {
        var line = Self.span.replacing("\n", with: "")
        let plain = try #require(try Reading.detail(line).spans.first)
        line = line.replacing("{\"", with: #"{"entityRefs":[{"type":"x","keys":[1,{}]}],"keyStrindex":7,""#)
        #expect(Reading(line).outcomes == [.good])
        let span = try #require(try Reading.detail(line).spans.first)
        #expect(span == plain)
    }
}
