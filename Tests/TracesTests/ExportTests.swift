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
        let exported = try await EngineRun.export(url.path, trace)
        try Data(exported).write(to: URL(filePath: folder.file("x.jsonl")))
        let again = try await EngineRun.export(folder.file("x.jsonl"), trace)
        #expect(exported == again)
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

    static func export(_ path: String, _ trace: TraceID) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await on([path]) { run in
            _ = try await run.next { $0.totals.spans > 0 }
            bytes = try await run.engine.export(trace)
        }
        return bytes
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
