import Foundation
import Logging
import Testing
import Tracing

@testable import Observability

struct TraceLogHandlerTests {
    private func logger(_ format: LogFormat, _ said: Said) -> Logger {
        Logger(label: "orders") { label in
            TraceLogHandler(label: label, format: format, level: .debug, now: { 1_768_059_557_117_000_000 }) { line in
                said.keep(line)
            }
        }
    }

    @Test func aLineForPeopleNamesTraceAndSpan() throws {
        let said = Said(), test = try TestLog()
        let span = test.tracer().startSpan("work")
        InstrumentationContext.withValue(span.context) {
            logger(.text, said).warning("payment declined", metadata: ["order": "o-1", "attempt": "2"])
        }
        let trace = try #require(span.context.trace)
        #expect(
            said.lines == [
                "2026-01-10T15:39:17.117Z warning orders: payment declined attempt=2 order=o-1 "
                    + "trace_id=\(trace.traceID) span_id=\(trace.spanID)\n"
            ])
    }

    @Test func aLineForMachinesIsJSON() throws {
        let said = Said(), test = try TestLog()
        let span = test.tracer().startSpan("work")
        InstrumentationContext.withValue(span.context) {
            logger(.json, said).error(
                "a \"bad\"\nthing", metadata: ["list": ["x", "y"], "map": ["k": "v"], "n": .stringConvertible(3)])
        }
        let line = try #require(said.lines.first)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["message"] as? String == "a \"bad\"\nthing")
        #expect(object["level"] as? String == "error")
        #expect(object["trace_id"] as? String == span.context.trace?.traceID.description)
        #expect(object["span_id"] as? String == span.context.trace?.spanID.description)
        let metadata = try #require(object["metadata"] as? [String: Any])
        #expect(metadata["list"] as? [String] == ["x", "y"])
        #expect(metadata["map"] as? [String: String] == ["k": "v"])
    }

    @Test func aMessageCannotForgeASecondLineOrMoveTheCursor() {
        let said = Said()
        logger(.text, said).info("one\n2026 info root: two\u{1B}[2J\u{9B}", metadata: ["k": "a\rb"])
        #expect(said.lines.first?.filter { $0 == "\n" || $0 == "\r\n" }.count == 1)
        #expect(said.lines.first?.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" } == false)
    }

    @Test func outsideASpanThereAreNoIds() {
        let said = Said()
        logger(.text, said).info("hello")
        #expect(said.lines == ["2026-01-10T15:39:17.117Z info orders: hello\n"])
    }

    @Test func theMetadataProviderGivesTheIdsToOtherHandlers() throws {
        let span = try TestLog().tracer().startSpan("work")
        let metadata = InstrumentationContext.withValue(span.context) { Logger.MetadataProvider.trace.get() }
        #expect(metadata["trace_id"]?.description == span.context.trace?.traceID.description)
        #expect(Logger.MetadataProvider.trace.get().isEmpty)
    }
}
