import EventSourcing
import Foundation

// Run in release: swift run -c release --package-path Benchmarks EventSourcingBench [quick] [PART…]
// PART is one of append, replay, bus, sagas, growth; without any all are run. "quick" leaves out the million-event store.

let arguments = Set(CommandLine.arguments.dropFirst())
let parts = arguments.subtracting(["quick"])
let largest = arguments.contains("quick") ? 100_000 : 1_000_000
let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fusebox-bench-\(UUID().uuidString)")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }

let benches: [(part: String, run: () async throws -> Void)] = [
    ("append", AppendBench(folder: folder.path).run), ("replay", ReplayBench(folder: folder.path).run),
    ("bus", BusBench(folder: folder.path).run), ("sagas", SagaBench(folder: folder.path).run),
    ("growth", GrowthBench(folder: folder.path, largest: largest).run),
]
guard parts.isSubset(of: benches.map(\.part)) else {
    print("usage: EventSourcingBench [quick] [\(benches.map(\.part).joined(separator: "|"))]…")
    exit(2)
}
for bench in benches where parts.isEmpty || parts.contains(bench.part) { try await bench.run() }
