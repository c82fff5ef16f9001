import Foundation
import OTLP
import TerminalUI
import Testing

@testable import Console
@testable import Traces

/// The page against the real engine and a real file: what it asks for is answered as it expects.
@Suite struct TraceEngineContractTests {
    /// A console whose effects go to an engine, and whose engine's snapshots come back.
    private struct Console {
        let engine: TraceEngine
        var state: State
        var snapshots: AsyncStream<TraceSnapshot>.Iterator

        mutating func press(_ names: String...) async throws {
            for name in names { try await perform(state.press(name)) }
        }

        mutating func type(_ text: String) async throws { try await perform(state.type(text)) }

        mutating func perform(_ effects: [Effect]) async throws {
            for effect in effects {
                switch effect {
                case .openTrace(let id): await engine.open(id)
                case .queryTraces(let query): await engine.query(query)
                case .watchOperations(let isOn): await engine.watch(isOn ? [.operations, .serviceGraph] : [])
                case .compareTrace(let id):
                    let comparison = try await engine.compare(id)
                    let result = TraceComparisonResult(trace: id, outcome: .comparison(comparison))
                    _ = reduce(&state, .traceCompared(result))
                case .loadSpan(let trace, let span):
                    let detail = try await engine.detail(of: span, in: trace)
                    let result = SpanDetailResult(trace: trace, span: span, outcome: .detail(detail))
                    _ = reduce(&state, .spanDetailArrived(result))
                default: break
                }
            }
        }

        /// Takes snapshots until the state is as wanted.
        mutating func wait(until isMet: (State) -> Bool) async throws {
            while !isMet(state) {
                let snapshot = try #require(await snapshots.next())
                try await perform(reduce(&state, .tracesArrived(snapshot)))
            }
        }

        func shows(_ text: String) -> Bool { state.screen.contains { $0.contains(text) } }
    }

    @Test(.timeLimit(.minutes(1))) func aFailedOrderIsFoundOpenedReadAndCompared() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "trace-\(UUID()).jsonl")
        defer { try? FileManager.default.removeItem(at: path) }
        var lines = try (2...40).flatMap { trace in
            try TraceWorlds.goodOrder(trace).map { try $0.line(ago: Double(trace)) }
        }
        lines += try TraceDetails.order.map { try $0.line(ago: 9) } + TraceDetails.logs + ["no line of OTLP"]
        try lines.map { $0 + "\n" }.joined().write(to: path, atomically: true, encoding: .utf8)

        let engine = TraceEngine(configuration: TraceEngineConfiguration(paths: [path.path]))
        let running = Task { await engine.run() }
        defer { running.cancel() }
        let size = Size(width: 160, height: 50)
        var console = Console(
            engine: engine, state: testState(size, page: .traces), snapshots: engine.snapshots.makeAsyncIterator())

        try await console.wait { $0.observation.traces.list.count == 40 }
        #expect(console.shows("1 line could not be read"))

        try await console.press("/")
        try await console.type("status:error")
        try await console.press("Enter")
        try await console.wait { $0.observation.traces.list.query.filter.source == "status:error" }
        #expect(console.shows("1 trace with a matching span · 39 hidden"))

        try await console.press("Enter")
        try await console.wait { $0.traces.open?.tree != nil }
        #expect(console.state.traces.open?.rows.count == 10)

        let place = try #require(console.state.traces.open?.tree?.nodes.firstIndex { $0.name == "charge" })
        try await console.perform(console.state.reveal(place))
        try await console.press("Enter")
        #expect(console.shows("CardDeclined"))
        #expect(console.shows("declined: do not honour") || console.state.traces.open?.detail.detail?.logs.count == 3)

        try await console.press("c")
        #expect(console.shows("beside the last 39 other traces that begin like it"))
        #expect(console.state.traces.open?.comparison.text.lines.contains { $0.copy.contains("UPDATE stock") } == true)

        try await console.press("v")
        try await console.wait { !$0.traces.operations.rows.isEmpty }
        #expect(console.state.traces.operations.rows.contains { $0.id.name == "bank.authorize" && $0.errors == 2 })
    }
}
