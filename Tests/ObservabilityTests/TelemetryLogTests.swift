import Foundation
import ResilienceTesting
import ServiceLifecycle
import Testing
import Tracing

@testable import Observability

struct TelemetryLogTests {
    /// Text with everything that JSON, UTF-8 and terminals trip over.
    private static func text(_ random: inout SeededGenerator) -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "\"", "\\", "/", "\n", "\r", "\t", "\0", "\u{1B}", "\u{7F}", "\u{85}", "\u{2028}", "\u{FEFF}",
            "\u{FFFD}", "é", "漢", "\u{1F600}", "\u{301}", "\u{202E}", "{", "}",
        ]
        return (0..<Int.random(in: 0...12, using: &random)).reduce(into: "") { text, _ in
            text.unicodeScalars.append(scalars.randomElement(using: &random)!)
        }
    }

    private static func value(_ random: inout SeededGenerator) -> SpanAttribute {
        switch Int.random(in: 0...10, using: &random) {
        case 0: .int64(Int64(bitPattern: random.next()))
        case 1: .int32(Int32(truncatingIfNeeded: random.next()))
        case 2: .double(Double(bitPattern: random.next()))
        case 3: .bool(.random(using: &random))
        case 4: .stringArray((0..<3).map { _ in text(&random) })
        case 5: .doubleArray([.nan, .infinity, -.infinity, -0.0, 1e300])
        case 6: .int64Array([.min, .max, 0])
        case 7: .boolArray([])
        case 8: .stringConvertible(UInt64.max)
        default: .string(text(&random))
        }
    }

    @Test(arguments: 0..<8)
    func whateverIsInASpanIsReadBackFromItsLine(seed: UInt64) async throws {
        let test = try TestLog(batchLimit: 7)
        let tracer = test.tracer()
        var random = SeededGenerator(seed: seed)
        var names: [String] = []
        var values: [[String: SpanAttribute]] = []
        for _ in 0..<50 {
            let name = Self.text(&random)
            let attributes = (0..<4).reduce(into: [:]) { all, index in
                all["\(index)" + Self.text(&random)] = Self.value(&random)
            }
            names.append(name)
            values.append(attributes)
            let span = tracer.startSpan(name)
            span.attributes = SpanAttributes(attributes)
            span.addEvent(SpanEvent(name: name, attributes: SpanAttributes(attributes)))
            span.end()
        }
        await test.log.flush()
        let spans = try test.spans()
        try #require(spans.count == names.count)
        for (index, span) in spans.enumerated() {
            #expect(span["name"] as? String == names[index])
            let written = attributes(span)
            #expect(Set(written.keys) == Set(values[index].keys))
            for (key, value) in values[index] {
                switch value {
                case .string(let text): #expect(written[key]?["stringValue"] as? String == text)
                case .int64(let number): #expect(written[key]?["intValue"] as? String == "\(number)")
                case .bool(let flag): #expect(written[key]?["boolValue"] as? Bool == flag)
                case .double(let number) where number.isNaN: #expect(written[key]?["doubleValue"] as? String == "NaN")
                case .double(let number) where number.isFinite:
                    #expect(double(written[key]?["doubleValue"]) == number)
                default: #expect(written[key]?.count == 1)
                }
            }
        }
    }

    @Test func spansOfManyThreadsAreAllWrittenOnceInWholeLines() async throws {
        let test = try TestLog(queueLimit: 100_000, batchLimit: 64)
        let tracer = test.tracer()
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    for index in 0..<500 { tracer.startSpan("\(worker)-\(index)").end() }
                    await test.log.flush()
                }
            }
        }
        await test.log.flush()
        let names = try test.spans().compactMap { $0["name"] as? String }
        #expect(names.count == 4000)
        #expect(Set(names).count == 4000)
        #expect(test.log.counts == TelemetryCounts(written: 4000))
    }

    @Test func severalWritersShareOneFileWithoutMixingLines() async throws {
        let first = try TestLog()
        let others = try (0..<3).map { _ in try TestLog(path: first.path, batchLimit: 3) }
        await withTaskGroup(of: Void.self) { group in
            for other in others {
                group.addTask {
                    let tracer = other.tracer()
                    for _ in 0..<200 {
                        let span = tracer.startSpan("shared")
                        span.attributes["long"] = String(repeating: "x", count: 3000)
                        span.end()
                        await other.log.flush()
                    }
                }
            }
        }
        #expect(try first.spans().count == 600)
    }

    @Test func aFullQueueDropsAndCountsAndSaysSo() async throws {
        let test = try TestLog(queueLimit: 10)
        let tracer = test.tracer()
        for _ in 0..<25 { tracer.startSpan("x").end() }
        #expect(test.log.counts == TelemetryCounts(dropped: 15, waiting: 10))
        await test.log.flush()
        #expect(test.log.counts == TelemetryCounts(written: 10, dropped: 15))
        #expect(test.said.lines.count == 1)
        #expect(test.said.lines.first?.contains("lost=15") == true)
    }

    /// The file is a pipe that nobody reads: `write` does not return, as on a disk that hangs.
    @Test func aWriteThatHangsHoldsUpNobody() async throws {
        let place = try TestLog()
        let path = place.folder.appending(path: "pipe").path
        try #require(mkfifo(path, 0o600) == 0)
        let reader = open(path, O_RDWR | O_NONBLOCK)
        defer { close(reader) }
        let test = try TestLog(path: path, queueLimit: 1_000)
        let tracer = test.tracer()
        func record() {
            for _ in 0..<1_000 {
                let span = tracer.startSpan("x")
                span.attributes["long"] = String(repeating: "x", count: 1_000)
                span.end()
            }
        }
        record()
        let writing = Task { await test.log.flush() }
        var polled = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
        while poll(&polled, 1, 0) == 0 { await Task.yield() }
        // The first line is four times as long as what a pipe holds.
        record()
        #expect(test.log.counts == TelemetryCounts(dropped: 1_000, waiting: 1_000))
        var bytes: [UInt8] = Array(repeating: 0, count: 65_536)
        while test.log.counts.waiting > 0 {
            if read(reader, &bytes, bytes.count) <= 0 { await Task.yield() }
        }
        await writing.value
        #expect(test.log.counts == TelemetryCounts(written: 1_000, dropped: 1_000))
    }

    @Test func aFullDiskIsSurvivedAndSaidOnce() async throws {
        let test = try TestLog(path: "/dev/full", queueLimit: 5)
        let tracer = test.tracer()
        for _ in 0..<3 { tracer.startSpan("x").end() }
        for _ in 0..<4 { await test.log.flush() }
        #expect(test.log.counts == TelemetryCounts(failedWrites: 4, waiting: 3))
        #expect(test.said.lines.count == 1)
        #expect(test.said.lines.first?.contains("No space left on device") == true)
        // What waits to be written counts against the limit, so memory stays bounded.
        for _ in 0..<10 { tracer.startSpan("y").end() }
        #expect(test.log.counts.waiting == 5)
        #expect(test.log.counts.dropped == 8)
    }

    @Test func whatCouldNotBeWrittenIsWrittenOnceItCan() async throws {
        let test = try TestLog()
        let hidden = test.folder.appending(path: "later").path
        let late = try TestLog(path: hidden + "/trace.jsonl")
        let tracer = late.tracer()
        tracer.startSpan("first").end()
        await late.log.flush()
        #expect(late.log.counts == TelemetryCounts(failedWrites: 1, waiting: 1))
        try FileManager.default.createDirectory(atPath: hidden, withIntermediateDirectories: true)
        tracer.startSpan("second").end()
        await late.log.flush()
        #expect(try late.spans().compactMap { $0["name"] as? String } == ["first", "second"])
        #expect(late.log.counts == TelemetryCounts(written: 2, failedWrites: 1))
        #expect(late.said.lines.last?.contains("can be written again") == true)
    }

    @Test func aFileThatIsMovedOrRemovedIsMadeAnew() async throws {
        let test = try TestLog()
        let tracer = test.tracer()
        tracer.startSpan("one").end()
        await test.log.flush()
        try FileManager.default.moveItem(atPath: test.path, toPath: test.path + ".1")
        tracer.startSpan("two").end()
        await test.log.flush()
        #expect(try test.spans().compactMap { $0["name"] as? String } == ["two"])
        try FileManager.default.removeItem(atPath: test.path)
        tracer.startSpan("three").end()
        await test.log.flush()
        #expect(try test.spans().compactMap { $0["name"] as? String } == ["three"])
    }

    @Test func aTruncatedFileIsAppendedToFromItsNewEnd() async throws {
        let test = try TestLog()
        let tracer = test.tracer()
        tracer.startSpan("one").end()
        await test.log.flush()
        let file = try FileHandle(forWritingTo: URL(filePath: test.path))
        try file.truncate(atOffset: 0)
        try file.close()
        tracer.startSpan("two").end()
        await test.log.flush()
        #expect(try test.spans().compactMap { $0["name"] as? String } == ["two"])
    }

    @Test func theServiceWritesWhatEndsWhileItRunsAndWhatIsLeftWhenItStops() async throws {
        let test = try TestLog()
        let tracer = test.tracer()
        let running = Task { try await test.log.run() }
        for index in 0..<100 { tracer.startSpan("\(index)").end() }
        running.cancel()
        try await running.value
        #expect(test.log.counts == TelemetryCounts(written: 100))
        #expect(try test.spans().count == 100)
    }

    @Test func whatCannotBeWrittenAtTheEndIsCountedAsLostAndSaid() async throws {
        let test = try TestLog(path: "/dev/full")
        let running = Task { try await test.log.run() }
        test.tracer().startSpan("x").end()
        running.cancel()
        try await running.value
        #expect(test.log.counts.dropped == 1)
        #expect(test.log.counts.waiting == 0)
        #expect(test.said.lines.last?.contains("lost=1") == true)
    }
}
