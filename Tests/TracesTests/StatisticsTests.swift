import Foundation
import Testing

@testable import Traces

@Suite struct StatisticsTests {
    private func sample(_ name: String) throws -> String {
        try #require(Bundle.module.url(forResource: "Samples/\(name)", withExtension: "jsonl")).path
    }

    @Test(arguments: ["otlp-python-sdk", "otlp-collector-v0.159", "otlp-collector-v0.120"], [1, 2])
    func theSamplesAreCountedRight(name: String, threads: Int) async throws {
        let found = try await TraceStatistics.read(files: [try sample(name)], threads: threads)
        #expect(found.lines == 18)
        #expect(found.badLines == 0)
        #expect(found.spans == 29)
        #expect(found.traces == 5)
        #expect(found.errorSpans == 4)
        #expect(found.orphanSpans == 5)
        #expect(found.duplicateSpans == 0)
        #expect(found.logRecords == 11)
        #expect(found.metricPoints == 9)
        #expect(found.threads == threads)
    }

    @Test func theSameSpansFromThreeFilesAreDuplicates() async throws {
        let files = try ["otlp-python-sdk", "otlp-collector-v0.159", "otlp-collector-v0.120"].map { try sample($0) }
        let found = try await TraceStatistics.read(files: files, threads: 2)
        #expect(found.spans == 29)
        #expect(found.duplicateSpans == 58)
        #expect(found.lines == 54)
    }

    @Test func everyLineIsGoodOrBadForAReason() async throws {
        let folder = try TempFolder()
        try folder.write("plain\n{\n\n{\"resourceSpans\":3}\n{}\n[]\n{\"resourceSp", to: "x.jsonl")
        let found = try await TraceStatistics.read(files: [folder.file("x.jsonl")])
        #expect(found.lines == 6)
        #expect(found.badLines == 4)
        #expect(found.badReasons == [.foreign: 1, .malformed: 1, .wrongType: 1, .cutOff: 1])
        #expect(
            found.json.hasPrefix(
                #"{"bytes":47,"lines":6,"bad_lines":4,"bad_reasons":{"cut_off":1,"foreign":1,"malformed":1,"wrong_type":1},"spans":0,"traces":0,"error_spans":0,"orphan_spans":0,"duplicate_spans":0,"log_records":0,"metric_points":0,"seconds":"#
            ))
        let parsed = try JSONSerialization.jsonObject(with: Data(found.json.utf8)) as? [String: Any]
        #expect(parsed?["threads"] as? Int == 1)
    }

    @Test func packedFilesAreCountedLikePlainOnes() async throws {
        let text = try String(contentsOfFile: try sample("otlp-python-sdk"), encoding: .utf8)
        let folder = try TempFolder()
        try Packed.gzip(text).write(to: URL(filePath: folder.file("x.jsonl.gz")))
        try Packed.zstd(text).write(to: URL(filePath: folder.file("x.jsonl.zst")))
        for name in ["x.jsonl.gz", "x.jsonl.zst"] {
            let found = try await TraceStatistics.read(files: [folder.file(name)], threads: 2)
            #expect(found.spans == 29)
            #expect(found.lines == 18)
            #expect(found.badLines == 0)
        }
    }

    @Test func aFileThatCannotBeReadIsNamed() async throws {
        await #expect(throws: TraceEngineError.unreadable(path: "/nowhere/x", reason: "No such file or directory")) {
            try await TraceStatistics.read(files: ["/nowhere/x"])
        }
    }
}
