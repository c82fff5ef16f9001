import Foundation
import ResilienceTesting
import Testing

@testable import Traces

/// Whatever the order and the cuts, the same lines make the same store, the same trees and the same counts.
@Suite struct PropertyTests {
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func cutIntoAppendsAndRotatedAnywhereIsReadAsWhole(seed: UInt64) throws {
        var log = RandomLog(seed: seed)
        let lines = log.lines(traces: 30)
        let whole = StoreContent(TraceIngest.reading(lines))
        let folder = try TempFolder()
        let ingest = TraceIngest(mapping: .own)
        var follower = LogFollower(
            configuration: TraceEngineConfiguration(paths: [folder.file("x.jsonl")], rotationGrace: .zero))
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        var place = 0
        var rotations = 0
        while place < bytes.count {
            let count = min(bytes.count - place, Int.random(in: 1...9000, using: &log.random))
            try folder.append(String(decoding: bytes[place..<(place + count)], as: UTF8.self), to: "x.jsonl")
            place += count
            if Bool.random(using: &log.random) { drain(&follower, ingest) }
            // A writer rotates between lines.
            guard bytes[place - 1] == 0x0A, Int.random(in: 0..<3, using: &log.random) == 0 else { continue }
            drain(&follower, ingest)
            rotations += 1
            try folder.rename("x.jsonl", to: "old.\(rotations)")
        }
        drain(&follower, ingest)
        #expect(StoreContent(ingest) == whole)
    }

    @Test(arguments: 1...2 as ClosedRange<UInt64>)
    func readFromTheNewestPartBackwardsIsReadAsWhole(seed: UInt64) throws {
        var log = RandomLog(seed: seed)
        let lines = log.lines(traces: 900)
        let folder = try TempFolder()
        try folder.write(lines.joined(separator: "\n") + "\n", to: "x.jsonl")
        let ingest = TraceIngest(mapping: .own)
        var follower = LogFollower(configuration: TraceEngineConfiguration(paths: [folder.file("x.jsonl")]))
        #expect(follower.step(into: ingest) == .appended)
        #expect(ingest.totals.bytes < 2 << 20)
        drain(&follower, ingest)
        #expect(StoreContent(ingest) == StoreContent(TraceIngest.reading(lines)))
        #expect(follower.status(of: ingest, lastAppend: nil).backfillProgress == 1)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func anyNumberOfThreadsCountsTheSame(seed: UInt64) async throws {
        var log = RandomLog(seed: seed)
        let lines = log.lines(traces: 150)
        let folder = try TempFolder()
        try folder.write(lines.joined(separator: "\n"), to: "x.jsonl")
        let files = [folder.file("x.jsonl"), folder.file("x.jsonl")]
        var one = try await TraceStatistics.read(files: files)
        let ingest = TraceIngest.reading(lines)
        #expect(one.spans == ingest.store.spans.count)
        #expect(one.duplicateSpans == 2 * ingest.store.duplicates + ingest.store.spans.count)
        #expect(one.traces == ingest.store.traces.count)
        #expect(one.errorSpans == ingest.store.errorSpans)
        #expect(one.lines == 2 * ingest.totals.lines)
        #expect(one.badLines == 2 * ingest.badLines.count)
        for threads in 2...3 {
            let more = try await TraceStatistics.read(files: files, threads: threads, partLength: 10_000)
            one.seconds = more.seconds
            one.threads = threads
            #expect(more == one)
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func anyOrderOfSpansMakesTheSameTrees(seed: UInt64) throws {
        var log = RandomLog(seed: seed)
        let lines = (0..<10).flatMap { _ in log.trace() }
        let first = TraceIngest.reading(lines)
        let second = TraceIngest.reading(lines.shuffled(using: &log.random))
        for trace in 0..<first.store.traces.count {
            let id = first.store.traces[trace].id
            let other = try #require(second.store.trace(id))
            let trees = (SpanTree.build(first.store, trace: trace), SpanTree.build(second.store, trace: other))
            #expect(trees.0.nodes.map(\.id) == trees.1.nodes.map(\.id))
            #expect(trees.0.nodes == trees.1.nodes)
        }
    }

    @Test func mutatedRealLinesNeitherCrashNorGetLost() throws {
        // The seed of a run that failed repeats it; a longer run is asked for likewise.
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: .min ... .max)
        let runs = environment["FUZZ_RUNS"].flatMap { Int($0) } ?? 600
        print("fuzz: FUZZ_SEED=\(seed) FUZZ_RUNS=\(runs)")
        var random = SeededGenerator(seed: seed)
        var lines: [[UInt8]] = []
        for name in ["otlp-python-sdk", "otlp-collector-v0.120", "otlp-protobuf-json-variants", "otlp-temporal-python"]
        {
            let url = try #require(Bundle.module.url(forResource: "Samples/\(name)", withExtension: "jsonl"))
            lines += try Data(contentsOf: url).split(separator: 0x0A).map(Array.init)
        }
        let ingest = TraceIngest(mapping: .own)
        let buffer = LineBuffer(offset: 0)
        var written = 0
        for _ in 0..<runs {
            let line = mutated(lines.randomElement(using: &random)!, lines, &random)
            (line + [0x0A]).withUnsafeBytes { buffer.append($0) }
            written += line.contains { ![0, 0x20, 9, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) } ? 1 : 0
        }
        buffer.drain { ingest.take($0, path: "fuzz") }
        ingest.flush(file: 0)
        _ = ingest.store.takeTouched()
        for trace in 0..<ingest.store.traces.count { _ = SpanTree.build(ingest.store, trace: trace) }
        _ = ingest.domain.current()
        #expect(ingest.totals.lines == written, "seed \(seed)")
        #expect(ingest.badLines.count <= written, "seed \(seed)")
    }

    private func mutated(_ line: [UInt8], _ lines: [[UInt8]], _ random: inout SeededGenerator) -> [UInt8] {
        var line = line
        for _ in 0..<Int.random(in: 1...6, using: &random) where !line.isEmpty {
            let place = Int.random(in: 0..<line.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: line[place] = UInt8.random(in: 0...255, using: &random)
            case 1: line.remove(at: place)
            case 2: line.insert(Array("{}[]\",:0\\".utf8).randomElement(using: &random)!, at: place)
            case 3: line = Array(line[..<place])
            case 4: line.insert(contentsOf: lines.randomElement(using: &random)!.prefix(200), at: place)
            default: line[place] = Array("{}[]\",:0\\u".utf8).randomElement(using: &random)!
            }
        }
        return line.map { $0 == 0x0A ? 0x20 : $0 }
    }

    private func drain(_ follower: inout LogFollower, _ ingest: TraceIngest) {
        ingest.now = Timestamp(nanoseconds: ingest.now.nanoseconds + 1)
        while follower.step(into: ingest) != .idle {}
    }
}
