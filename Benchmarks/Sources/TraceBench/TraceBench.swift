import CTraceBenchDOM
import Foundation
import Traces

/// Measures trace ingest. `TraceBench [MEGABYTES [SEED]]` makes a corpus in the temporary folder, measures and removes
/// it; `TraceBench generate FILE MEGABYTES [SEED]` only makes one; `TraceBench measure FILE [dom|one|two|engine]…` measures
/// any file, and of the kinds of reading only those named (for a profiler).
@main
enum TraceBench {
    private static let rounds = 7
    private static let allKinds = ["dom", "one", "two", "engine"]

    static func main() async throws {
        var arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "generate":
            guard arguments.count >= 3, let size = Int(arguments[arguments.startIndex + 2]) else { return usage() }
            try Corpus.write(
                to: arguments[arguments.startIndex + 1], bytes: size << 20,
                seed: arguments.dropFirst(3).first.flatMap(UInt64.init) ?? 1)
        case "measure":
            guard arguments.count >= 2 else { return usage() }
            let kinds = Array(arguments.dropFirst(2))
            try await measure(arguments[arguments.startIndex + 1], kinds: kinds.isEmpty ? allKinds : kinds)
        default:
            let size = arguments.popFirst().flatMap { Int($0) } ?? 256
            let path = NSTemporaryDirectory() + "trace-bench-\(ProcessInfo.processInfo.processIdentifier).jsonl"
            defer { try? FileManager.default.removeItem(atPath: path) }
            try Corpus.write(to: path, bytes: size << 20, seed: arguments.first.flatMap(UInt64.init) ?? 1)
            try await measure(path)
        }
    }

    private static func usage() {
        print(
            "usage: TraceBench [MEGABYTES [SEED]] | generate FILE MEGABYTES [SEED] | measure FILE [dom|one|two|engine]…"
        )
    }

    /// Each kind of reading in turn, several rounds, so that whatever else the machine does hits all alike; the best
    /// round of each counts.
    private static func measure(_ path: String, kinds: [String] = allKinds) async throws {
        let bytes = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        var best: [String: Double] = [:]
        var leastWork: [String: Double] = [:]
        func time(_ name: String, _ body: () async throws -> Void) async rethrows {
            guard kinds.contains(name) else { return }
            let began = ContinuousClock.now
            let worked = processorSeconds()
            try await body()
            best[name] = min(best[name] ?? .infinity, (ContinuousClock.now - began) / .seconds(1))
            leastWork[name] = min(leastWork[name] ?? .infinity, processorSeconds() - worked)
        }
        var spans = kinds.contains("one") ? 0 : try await TraceStatistics.read(files: [path]).spans
        var memory = 0
        for _ in 0..<rounds {
            await time("dom") { _ = ctracebench_parse_lines(path) }
            try await time("one") { spans = try await TraceStatistics.read(files: [path], threads: 1).spans }
            try await time("two") { _ = try await TraceStatistics.read(files: [path], threads: 2) }
            await time("engine") { memory = await ingest(path, spans: spans) }
        }
        func rate(_ name: String) -> Double { Double(bytes) / (best[name] ?? .infinity) / 1e9 }
        func row(_ words: String, _ value: String) {
            print(words.padding(toLength: 50, withPad: " ", startingAt: 0) + value)
        }
        func work(_ name: String) -> String {
            let share = (leastWork["dom"] ?? 0) / (leastWork[name] ?? .infinity)
            let perSecond = Double(bytes) / (leastWork[name] ?? .infinity) / 1e9
            return String(
                format: "%.2f GB/s, %.2f GB a processor second (%.2f of the DOM)", rate(name), perSecond, share)
        }
        row("corpus", "\(bytes / 1_000_000) MB, \(spans) spans, \(bytes / max(1, spans)) B a span")
        guard kinds == allKinds else {
            for kind in kinds { row(kind, work(kind)) }
            return
        }
        row("simdjson's DOM alone, one thread", work("dom"))
        row("columns and counts, one thread (fusebox stats)", work("one"))
        row("the same with two threads", work("two") + String(format: ", %.2f times one", rate("two") / rate("one")))
        row("store, list, rates, snapshots (the console)", work("engine"))
        row("memory of the store", String(format: "%.0f B a span", Double(memory) / Double(max(1, spans))))
    }

    /// What this process has worked, in seconds: others on the machine do not add to it.
    private static func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        return Double(seconds) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
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
