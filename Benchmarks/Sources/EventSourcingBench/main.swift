import Foundation

// Run in release: swift run -c release --package-path Benchmarks EventSourcingBench [quick]
// "quick" leaves out the million-event store.

let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fusebox-bench-\(UUID().uuidString)")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }
let isQuick = CommandLine.arguments.contains("quick")

try await AppendBench(folder: folder.path).run()
try await ReplayBench(folder: folder.path).run()
try await BusBench(folder: folder.path).run()
try await SagaBench(folder: folder.path).run()
try await GrowthBench(folder: folder.path, largest: isQuick ? 100_000 : 1_000_000).run()
