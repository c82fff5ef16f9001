import Foundation
import SmallDisk
import Testing
import Tracing

@testable import Observability

/// The file under the trace log: whole lines or nothing, whatever the disk does.
struct TraceLogFileTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "trace-log-file-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    @Test func aLineCutShortIsEndedAndWrittenAgainWhole() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "trace.jsonl").path
        var room = [5, 100, 100]
        var file = TraceLogFile(path: path) { descriptor, bytes, count in
            write(descriptor, bytes, min(count, room.removeFirst()))
        }
        let first = Array("{\"first\":1}\n".utf8)
        let failure = #expect(throws: TraceLogFile.Failure.self) { try file.append(first) }
        #expect(failure?.code == ENOSPC)
        try file.append(first)
        try file.append(Array("{\"second\":2}\n".utf8))
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines == ["{\"fir", "{\"first\":1}", "{\"second\":2}"])
    }

    @Test(.enabled(if: SmallDisk.isPossible, "needs root, to mount a disk that can be filled"))
    func onAFullDiskNoLineIsLostAndNoneIsWrittenTwice() async throws {
        let disk = try SmallDisk(kilobytes: 64)
        try disk.occupy(kilobytes: 40)
        let test = try TestLog(path: disk.file("trace.jsonl"), batchLimit: 3)
        let tracer = test.tracer()
        for number in 0..<60 {
            let span = tracer.startSpan("\(number)")
            span.attributes["ballast"] = String(repeating: "x", count: 500)
            span.end()
            await test.log.flush()
        }
        #expect(test.log.counts.failedWrites > 0 && test.log.counts.dropped == 0)
        #expect(test.log.counts.waiting > 0)
        #expect(test.said.lines.first?.contains("No space left on device") == true)
        try disk.free()
        await test.log.flush()
        #expect(test.log.counts.waiting == 0)
        #expect(test.said.lines.last?.contains("can be written again") == true)
        let names = try test.wholeSpans().compactMap { $0["name"] as? String }
        #expect(names == (0..<60).map(String.init))
    }
}
