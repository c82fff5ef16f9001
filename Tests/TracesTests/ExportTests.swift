import Foundation
import Testing

@testable import Traces

@Suite(.timeLimit(.minutes(3))) struct ExportTests {
    private let folder: TempFolder

    init() throws { folder = try TempFolder() }

    @Test(arguments: [
        "otlp-python-sdk", "otlp-collector-v0.120", "otlp-temporal-python", "otlp-protobuf-json-variants",
    ])
    func anExportedTraceReadsAsTheSame(name: String) async throws {
        let url = try #require(Bundle.module.url(forResource: "Samples/\(name)", withExtension: "jsonl"))
        let trace = try await EngineRun.largest(url.path)
        let exported = try await EngineRun.export(url.path, trace).lines
        try Data(exported).write(to: URL(filePath: folder.file("x.jsonl")))
        let again = try await EngineRun.export(folder.file("x.jsonl"), trace)
        #expect(again.isWhole)
        #expect(again.shortfall == nil)
        #expect(exported == again.lines)
        let details = (
            try await EngineRun.details(url.path, trace), try await EngineRun.details(folder.file("x.jsonl"), trace)
        )
        #expect(details.0 == details.1)
        #expect(!details.0.isEmpty)
    }

    @Test func aSpansDetailHasItsLogRecords() async throws {
        let url = try #require(Bundle.module.url(forResource: "Samples/otlp-python-sdk", withExtension: "jsonl"))
        try await EngineRun.on([url.path]) { run in
            _ = try await run.spans(29)
            let trace = try #require(TraceID("fb9224c34a33a8529bb5f2165b2b3e08"))
            let span = try await run.engine.detail(of: try #require(SpanID("87c94c4f1b5f7f71")), in: trace)
            #expect(span.name == "saga checkout")
            #expect(span.statusMessage == "compensated after create-shipment failed")
            #expect(span.logs.map(\.eventName).first == "saga.started")
            #expect(span.logs.map(\.eventName).last == "saga.ended")
            #expect(span.logs.count == 8)
            #expect(span.logs.last?.severity == 13)
        }
    }

    /// By time, which is when a record was seen where it has none of its own; without any, as they were written.
    @Test func aSpansLogRecordsAreInOrder() async throws {
        let id = String(repeating: "a", count: 32)
        func log(_ body: String, _ time: String) -> String {
            #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{\#(time)"traceId":"\#(id)","spanId":"00000000000000a1","#
                + #""body":{"stringValue":"\#(body)"}}]}]}]}"# + "\n"
        }
        let span = RandomLog.line(trace: id, id: "00000000000000a1", start: RandomLog.start, end: RandomLog.start + 5)
        let untimed = (0..<20).map { log("u\($0)", "") }.joined()
        try folder.write(
            log("third", #""timeUnixNano":"1795479332000000009","#) + untimed
                + log("second", #""observedTimeUnixNano":"1795479332000000005","#)
                + log("first", #""timeUnixNano":"1795479332000000001","#)
                + log("fourth", #""timeUnixNano":"1795479332000000009","#) + span + "\n", to: "x.jsonl")
        try await EngineRun.on([folder.file("x.jsonl")]) { run in
            _ = try await run.next { $0.totals.spans == 1 && $0.totals.logRecords == 24 }
            let trace = try #require(TraceID(id))
            let detail = try await run.engine.detail(of: try #require(SpanID("00000000000000a1")), in: trace)
            let bodies = detail.logs.map(\.body)
            let words = ["first", "second", "third", "fourth"] + (0..<20).map { "u\($0)" }
            #expect(bodies == words.map { .string($0) })
        }
    }

    @Test func whatIsNoLongerOnDiskIsExportedAsFarAsItIsInMemory() async throws {
        let id = String(repeating: "a", count: 32)
        let trace = try #require(TraceID(id))
        func line(_ span: String, parent: String = "", _ name: String) -> String {
            RandomLog.line(
                trace: id, id: span, parent: parent, start: RandomLog.start, end: RandomLog.start + 5, name: name,
                attributes: #"{"key":"order.id","value":{"stringValue":"o-1"}}"#) + "\n"
        }
        let log =
            #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1795479332000000009","traceId":"\#(id)","#
            + #""spanId":"00000000000000a1","body":{"stringValue":"x"}}]}]}]}"# + "\n"
        try folder.write(line("00000000000000a1", "lost") + log, to: "x.jsonl")
        try await EngineRun.on([folder.file("x.jsonl")]) { run in
            _ = try await run.next { $0.totals.spans == 1 && $0.totals.logRecords == 1 }
            try folder.truncate("x.jsonl")
            try folder.append(line("00000000000000a2", parent: "00000000000000a1", "kept"), to: "x.jsonl")
            _ = try await run.spans(2)
            let export = try await run.engine.export(trace)
            #expect(export.partialSpans == 1)
            #expect(export.missingLogs == 1)
            let shortfall = try #require(export.shortfall)
            #expect(shortfall.hasPrefix("1 span is without attributes, events and links, 1 log record is left out: "))
            #expect(shortfall.contains("no longer on disk: \(folder.file("x.jsonl")) was truncated"))
            let text = String(decoding: export.lines, as: UTF8.self)
            #expect(text.contains(#""name":"lost""#))
            #expect(text.components(separatedBy: "o-1").count == 2)
            try folder.write(text + "\n", to: "y.jsonl")
        }
        try await EngineRun.on([folder.file("y.jsonl")]) { run in
            let tree = try await run.spans(2).list
            #expect(tree.count == 1)
            let lost = try await run.engine.detail(of: try #require(SpanID("00000000000000a1")), in: trace)
            #expect(lost.start?.nanoseconds == RandomLog.start)
            #expect(lost.end?.nanoseconds == RandomLog.start + 5)
            #expect(lost.resource.attributes["service.name"] == .string("orders"))
        }
    }

    @Test func aTraceThatWasNeverReadIsUnknown() async throws {
        try await EngineRun.on([folder.file("none.jsonl")]) { run in
            let trace = TraceID(high: 1, low: 2)
            await #expect(throws: TraceEngineError.unknownTrace(trace)) { try await run.engine.export(trace) }
        }
    }
}

extension EngineRun {
    static func largest(_ path: String) async throws -> TraceID {
        var found: TraceID?
        try await on([path]) { run in
            let all = try await run.next { $0.totals.spans > 0 && $0.source.backfillRemaining == 0 }
            found = all.list.max { $0.spanCount < $1.spanCount }?.id
        }
        return try found ?? { throw Ended() }()
    }

    static func export(_ path: String, _ trace: TraceID) async throws -> TraceExport {
        var export: TraceExport?
        try await on([path]) { run in
            _ = try await run.next { $0.totals.spans > 0 }
            export = try await run.engine.export(trace)
        }
        return try export ?? { throw Ended() }()
    }

    static func details(_ path: String, _ trace: TraceID) async throws -> [SpanDetail] {
        var details: [SpanDetail] = []
        try await on([path]) { run in
            _ = try await run.next { $0.totals.spans > 0 }
            await run.engine.open(trace)
            let tree = try await run.next { $0.open?.trace == trace }.open
            for node in tree?.nodes ?? [] where !node.isMissing {
                details.append(try await run.engine.detail(of: node.id, in: trace))
            }
        }
        return details
    }
}
