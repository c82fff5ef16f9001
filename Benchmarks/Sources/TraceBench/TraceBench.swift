import CTraceBenchDOM
import Foundation
import Traces

/// Measures trace ingest. `TraceBench [MEGABYTES [SEED]]` makes a corpus in the temporary folder, measures and removes
/// it; `TraceBench generate FILE MEGABYTES [SEED]` only makes one; `TraceBench measure FILE` measures any file.
@main
enum TraceBench {
    private static let rounds = 5

    static func main() async throws {
        var arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "generate":
            guard arguments.count >= 3, let size = Int(arguments[3]) else { return usage() }
            try Corpus.write(
                to: arguments[2], bytes: size << 20, seed: arguments.dropFirst(3).first.flatMap(UInt64.init) ?? 1)
        case "measure":
            guard arguments.count == 2 else { return usage() }
            try await measure(arguments[2])
        default:
            let size = arguments.popFirst().flatMap { Int($0) } ?? 256
            let path = NSTemporaryDirectory() + "trace-bench-\(ProcessInfo.processInfo.processIdentifier).jsonl"
            defer { try? FileManager.default.removeItem(atPath: path) }
            try Corpus.write(to: path, bytes: size << 20, seed: arguments.first.flatMap(UInt64.init) ?? 1)
            try await measure(path)
        }
    }

    private static func usage() {
        print("usage: TraceBench [MEGABYTES [SEED]] | generate FILE MEGABYTES [SEED] | measure FILE")
    }

    /// Each kind of reading in turn, several rounds, so that whatever else the machine does hits all alike; the best
    /// round of each counts.
    private static func measure(_ path: String) async throws {
        let bytes = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        var best: [String: Double] = [:]
        func time(_ name: String, _ body: () async throws -> Void) async rethrows {
            let began = ContinuousClock.now
            try await body()
            let seconds = (ContinuousClock.now - began) / .seconds(1)
            best[name] = min(best[name] ?? .infinity, seconds)
        }
        var spans = 0
        var memory = 0
        for _ in 0..<rounds {
            await time("dom") { _ = ctracebench_parse_lines(path) }
            try await time("one") { spans = try await TraceStatistics.read(files: [path], threads: 1).spans }
            try await time("two") { _ = try await TraceStatistics.read(files: [path], threads: 2) }
            await time("engine") { memory = await ingest(path, spans: spans) }
        }
        func rate(_ name: String) -> Double { Double(bytes) / (best[name] ?? .infinity) / 1e9 }
        func row(_ words: String, _ value: String) {
            print(words.padding(toLength: 52, withPad: " ", startingAt: 0) + value)
        }
        row(
            "corpus",
            String(format: "%.0f MB, %d spans, %d B a span", Double(bytes) / 1e6, spans, bytes / max(1, spans)))
        row("simdjson's DOM alone, one thread", String(format: "%.2f GB/s", rate("dom")))
        row(
            "columns and counts, one thread (fusebox stats)",
            String(format: "%.2f GB/s, %.2f of the DOM", rate("one"), rate("one") / rate("dom")))
        row(
            "the same with two threads",
            String(format: "%.2f GB/s, %.2f times one", rate("two"), rate("two") / rate("one")))
        row(
            "store, list, rates, snapshots (the console)",
            String(format: "%.2f GB/s, %.2f of the DOM", rate("engine"), rate("engine") / rate("dom")))
        row("memory of the store", String(format: "%.0f B a span", Double(memory) / Double(max(1, spans))))
    }

    /// Follows a file with the engine until all of it is held. - Returns: bytes of memory of the store.
    private static func ingest(_ path: String, spans: Int) async -> Int {
        let engine = TraceEngine(
            configuration: TraceEngineConfiguration(paths: [path], memoryLimit: 16 << 30, readsRotatedFiles: false))
        let run = Task { await engine.run() }
        defer { run.cancel() }
        for await snapshot in engine.snapshots where snapshot.totals.spans >= spans { return snapshot.totals.memory }
        return 0
    }
}
