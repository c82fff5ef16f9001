import Testing
import Tracing

@testable import Observability

struct OTLPTracerTests {
    private struct Declined: Error, CustomStringConvertible {
        let description = "card declined"
    }

    @Test func aSpanIsWrittenWithAllThatBelongsToIt() async throws {
        let test = try TestLog()
        let tracer = test.tracer()
        let other = tracer.startSpan("other")
        tracer.withSpan("process-order", ofKind: .server) { span in
            span.attributes["order.id"] = "o-1"
            span.attributes["order.itemCount"] = 3
            span.addEvent(SpanEvent(name: "accepted", attributes: ["by": "ada"]))
            span.addLink(other, attributes: ["why": "retry"])
            span.setStatus(SpanStatus(code: .ok))
        }
        await test.log.flush()

        let spans = try test.spans()
        try #require(spans.count == 1)
        let span = spans[0]
        #expect(span["name"] as? String == "process-order")
        #expect(span["kind"] as? Int == 2)
        #expect((span["traceId"] as? String)?.count == 32)
        #expect((span["spanId"] as? String)?.count == 16)
        #expect(span["parentSpanId"] == nil)
        #expect(texts(span)["order.id"] == "o-1")
        #expect(attributes(span)["order.itemCount"]?["intValue"] as? String == "3")
        #expect((span["status"] as? [String: Any])?["code"] as? Int == 1)
        let event = try #require((span["events"] as? [[String: Any]])?.first)
        #expect(event["name"] as? String == "accepted")
        #expect(texts(event) == ["by": "ada"])
        let link = try #require((span["links"] as? [[String: Any]])?.first)
        #expect(link["spanId"] as? String == other.context.trace?.spanID.description)
        let start = try #require(UInt64(span["startTimeUnixNano"] as? String ?? ""))
        let end = try #require(UInt64(span["endTimeUnixNano"] as? String ?? ""))
        #expect(start <= end)
    }

    @Test func theResourceNamesServiceInstanceAndVersion() async throws {
        let test = try TestLog()
        test.tracer().startSpan("one").end()
        await test.log.flush()
        let line = try #require(try test.lines().first)
        let resource = try #require((line["resourceSpans"] as? [[String: Any]])?.first?["resource"] as? [String: Any])
        let expected = ["service.name": "orders", "service.instance.id": "orders-1", "service.version": "1.0"]
        #expect(texts(resource).filter { expected.keys.contains($0.key) } == expected)
    }

    @Test func childrenHangUnderTheirParentAcrossAwaits() async throws {
        let test = try TestLog()
        let tracer = test.tracer()
        await tracer.withSpan("process-order") { _ in
            await tracer.withSpan("validate-order") { _ in await Task.yield() }
            await withTaskGroup(of: Void.self) { group in
                for name in ["a", "b"] {
                    group.addTask { await tracer.withSpan(name) { _ in await Task.yield() } }
                }
            }
        }
        await test.log.flush()
        let spans = try test.spans()
        let root = try #require(spans.first { $0["name"] as? String == "process-order" })
        #expect(Set(spans.compactMap { $0["traceId"] as? String }).count == 1)
        #expect(spans.count { $0["parentSpanId"] as? String == root["spanId"] as? String } == 3)
    }

    @Test func aThrownErrorBecomesAnExceptionEventAndAnErrorStatus() async throws {
        let test = try TestLog()
        let tracer = test.tracer()
        #expect(throws: Declined.self) {
            try tracer.withSpan("process-order") { _ in
                try tracer.withSpan("create-order") { _ in throw Declined() }
            }
        }
        await test.log.flush()
        for span in try test.spans() {
            let status = try #require(span["status"] as? [String: Any])
            #expect(status["code"] as? Int == 2)
            #expect(status["message"] as? String == "card declined")
            let event = try #require((span["events"] as? [[String: Any]])?.first)
            #expect(event["name"] as? String == "exception")
            #expect(texts(event)["exception.type"]?.hasSuffix("Declined") == true)
            #expect(texts(event)["exception.message"] == "card declined")
        }
        let inner = try #require(try test.spans().first { $0["name"] as? String == "create-order" })
        let stack = texts(try #require((inner["events"] as? [[String: Any]])?.first))["exception.stacktrace"] ?? ""
        let places = stack.split(separator: "\n")
        try #require(places.count == 2)
        #expect(places[0].contains("OTLPTracerTests.swift:") && places[0].hasSuffix("span create-order"))
        #expect(places[1].hasSuffix("span process-order"))
    }

    @Test func aSpanThatHasEndedNoLongerChangesAndIsWrittenOnce() async throws {
        let test = try TestLog()
        let span = test.tracer().startSpan("one")
        span.attributes["a"] = 1
        span.end()
        span.attributes["b"] = 2
        span.operationName = "two"
        span.end()
        await test.log.flush()
        #expect(!span.isRecording)
        #expect(span.operationName == "one")
        let spans = try test.spans()
        try #require(spans.count == 1)
        #expect(attributes(spans[0]).keys.sorted() == ["a"])
    }

    @Test func whatIsOverALimitIsDroppedAndCounted() async throws {
        let test = try TestLog(limits: SpanLimits(attributes: 2, events: 1, links: 1, textBytes: 5))
        let tracer = OTLPTracer(log: test.log, limits: SpanLimits(attributes: 2, events: 1, links: 1, textBytes: 5))
        let span = tracer.startSpan("name\u{e9}\u{e9}")
        for key in ["a", "b", "c", "d"] { span.attributes[key] = "12345678" }
        for _ in 0..<3 { span.addEvent("e") }
        let other = tracer.startSpan("other")
        for _ in 0..<4 { span.addLink(other) }
        span.end()
        await test.log.flush()
        let written = try #require(try test.spans().first)
        #expect(written["name"] as? String == "name")
        #expect(texts(written) == ["a": "12345", "b": "12345"])
        #expect(written["droppedAttributesCount"] as? Int == 2)
        #expect(written["droppedEventsCount"] as? Int == 2)
        #expect(written["droppedLinksCount"] as? Int == 3)
    }

    @Test func contextTravelsThroughHeadersIntoTheNextProcess() async throws {
        let near = try TestLog(), far = try TestLog()
        var headers: [String: String] = [:]
        let client = near.tracer(seed: 1)
        let server = far.tracer(seed: 2)
        client.withSpan("call", ofKind: .client) { span in
            client.inject(span.context, into: &headers, using: DictionaryCarrier())
        }
        headers["tracestate"] = "vendor=1"
        var context = InstrumentationContext.topLevel
        server.extract(headers, into: &context, using: DictionaryCarrier())
        let span = server.startSpan("serve", context: context, ofKind: .server)
        span.end()
        await near.log.flush()
        await far.log.flush()
        let call = try #require(try near.spans().first), serve = try #require(try far.spans().first)
        #expect(serve["traceId"] as? String == call["traceId"] as? String)
        #expect(serve["parentSpanId"] as? String == call["spanId"] as? String)
        #expect(serve["traceState"] as? String == "vendor=1")
        #expect((serve["flags"] as? Int ?? 0) & 0x300 == 0x300)
        #expect((call["flags"] as? Int ?? 0) & 0x300 == 0x100)
    }

    @Test func anInvalidHeaderStartsANewTrace() throws {
        let test = try TestLog()
        var context = InstrumentationContext.topLevel
        let headers = ["traceparent": "00-zz-00f067aa0ba902b7-01", "tracestate": "vendor=1"]
        test.tracer().extract(headers, into: &context, using: DictionaryCarrier())
        #expect(context.trace == nil)
    }
}

struct DictionaryCarrier: Injector, Extractor {
    func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
    func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
}
