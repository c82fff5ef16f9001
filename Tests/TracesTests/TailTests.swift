import Foundation
import Glibc
import Testing

@testable import Traces

/// Files that grow and change underneath, for real. The time limit is only a deadline; nothing waits for time to pass.
@Suite(.timeLimit(.minutes(3))) struct TailTests {
    private let folder: TempFolder
    private let log: String

    init() throws {
        folder = try TempFolder()
        log = folder.file("trace.jsonl")
    }

    private func line(_ number: Int, name: String = "op") -> String {
        RandomLog.line(
            trace: String(format: "%032x", number + 1), id: "00000000000000aa",
            start: RandomLog.start + UInt64(number) * 1_000_000, end: RandomLog.start + UInt64(number) * 1_000_000 + 5,
            name: name)
    }

    private func lines(_ range: Range<Int>) -> String { range.map { line($0) + "\n" }.joined() }

    @Test func aFileThatDoesNotExistYetIsReadWhenItAppears() async throws {
        try await EngineRun.on([log]) { run in
            let waiting = try await run.next { _ in true }
            #expect(waiting.source.files.map(\.state) == [.waiting])
            #expect(waiting.source.error == nil)
            try folder.append(lines(0..<3), to: "trace.jsonl")
            let found = try await run.spans(3)
            #expect(found.source.files.map(\.state) == [.following])
            #expect(found.source.lastAppend != nil)
        }
    }

    @Test func aFolderThatAppearsLaterIsFoundByLooking() async throws {
        try await EngineRun.on([folder.file("later/trace.jsonl")]) { run in
            _ = try await run.next { _ in true }
            try FileManager.default.createDirectory(atPath: folder.file("later"), withIntermediateDirectories: false)
            try folder.append(lines(0..<2), to: "later/trace.jsonl")
            _ = try await run.spans(2)
        }
    }

    @Test func aHalfWrittenLastLineWaitsForItsRest() async throws {
        let half = line(1).prefix(100)
        try folder.append(lines(0..<1) + half, to: "trace.jsonl")
        try await EngineRun.on([log]) { run in
            let first = try await run.spans(1)
            #expect(first.totals.badLines == 0)
            try folder.append(line(1).dropFirst(100) + "\n", to: "trace.jsonl")
            let second = try await run.spans(2)
            #expect(second.totals.lines == 2)
            #expect(second.totals.badLines == 0)
        }
    }

    @Test func aRenamedFileIsReadToItsEnd() async throws {
        try folder.append(lines(0..<2), to: "trace.jsonl")
        try await EngineRun.on([log]) { run in
            _ = try await run.spans(2)
            try folder.rename("trace.jsonl", to: "trace.jsonl.1")
            try folder.append(lines(2..<4), to: "trace.jsonl.1")
            try folder.append(lines(4..<6), to: "trace.jsonl")
            let all = try await run.spans(6)
            #expect(all.source.files.contains { $0.state == .following && $0.path == log })
            #expect(all.totals.duplicateSpans == 0)
        }
    }

    @Test func atRotationAnUnterminatedRestIsTriedAsALine() async throws {
        try folder.append(lines(0..<1) + line(1), to: "trace.jsonl")
        try await EngineRun.on([log]) { run in
            _ = try await run.spans(1)
            try folder.rename("trace.jsonl", to: "trace-2026-01-02T03-04-05.678-size.jsonl")
            try folder.append("\n" + lines(2..<3), to: "trace.jsonl")
            let all = try await run.spans(3)
            #expect(all.totals.lines == 3)
            #expect(all.totals.badLines == 0)
        }
    }

    @Test func aRotatedFileThatEndsInTheMiddleSaysSo() async throws {
        try folder.append(lines(0..<1) + line(1).prefix(50), to: "trace.jsonl")
        try await EngineRun.on([log], grace: .zero) { run in
            _ = try await run.spans(1)
            try folder.rename("trace.jsonl", to: "trace.jsonl.1")
            try folder.append(lines(2..<3), to: "trace.jsonl")
            let all = try await run.next { $0.totals.badLines == 1 && $0.totals.spans == 2 }
            #expect(all.source.badLines == [.cutOff: 1])
            #expect(all.totals.lines == 3)
        }
    }

    @Test(arguments: [false, true])
    func aTruncatedFileIsReadAnew(leavesNULs: Bool) async throws {
        try folder.append(lines(0..<5), to: "trace.jsonl")
        try await EngineRun.on([log]) { run in
            let first = try await run.spans(5)
            try folder.truncate("trace.jsonl")
            // A writer without O_APPEND goes on where it was: the file begins with a run of NULs.
            if leavesNULs { try folder.truncate("trace.jsonl", to: 100_000) }
            try folder.append(lines(5..<7), to: "trace.jsonl")
            let second = try await run.spans(7)
            #expect(second.totals.badLines == 0)
            let row = try #require(first.list.first { $0.id.low == 1 })
            await #expect(throws: TraceEngineError.noLongerOnDisk(path: log)) {
                try await run.engine.detail(of: .span(SpanID(0xAA)), in: row.id)
            }
            _ = try await run.engine.detail(of: .span(SpanID(0xAA)), in: TraceID(high: 0, low: 7))
        }
    }

    @Test func aTruncatedFileThatHasGrownBeyondItsOldSizeIsNoticed() throws {
        try folder.append(lines(0..<2), to: "trace.jsonl")
        let ingest = TraceIngest(mapping: .own)
        var follower = LogFollower(configuration: TraceEngineConfiguration(paths: [log]))
        while follower.step(into: ingest) != .idle {}
        try folder.truncate("trace.jsonl")
        try folder.append(lines(10..<20), to: "trace.jsonl")
        while follower.step(into: ingest) != .idle {}
        #expect(ingest.store.spans.count == 12)
        #expect(ingest.badLines.count == 0)
    }

    @Test func aDeletedFileThatIsCreatedAgainIsFollowed() async throws {
        try folder.append(lines(0..<2), to: "trace.jsonl")
        try await EngineRun.on([log]) { run in
            _ = try await run.spans(2)
            try FileManager.default.removeItem(atPath: log)
            let gone = try await run.next { $0.source.files.first?.state == .waiting }
            #expect(gone.totals.spans == 2)
            _ = try await run.engine.detail(of: .span(SpanID(0xAA)), in: TraceID(high: 0, low: 1))
            try folder.append(lines(2..<3), to: "trace.jsonl")
            _ = try await run.spans(3)
        }
    }

    @Test func aSwitchedSymbolicLinkLeadsToTheNewFile() async throws {
        try FileManager.default.createDirectory(atPath: folder.file("a"), withIntermediateDirectories: false)
        try folder.append(lines(0..<2), to: "a/one.jsonl")
        try folder.append(lines(2..<3), to: "a/two.jsonl")
        try FileManager.default.createSymbolicLink(atPath: log, withDestinationPath: folder.file("a/one.jsonl"))
        try await EngineRun.on([log]) { run in
            _ = try await run.spans(2)
            try folder.append(lines(3..<4), to: "a/one.jsonl")
            _ = try await run.spans(3)
            try FileManager.default.removeItem(atPath: log)
            try FileManager.default.createSymbolicLink(atPath: log, withDestinationPath: folder.file("a/two.jsonl"))
            _ = try await run.spans(4)
            try folder.append(lines(4..<5), to: "a/two.jsonl")
            _ = try await run.spans(5)
        }
    }

    @Test func severalFilesAndPatternsAreFollowedTogether() async throws {
        try folder.append(lines(0..<1), to: "a.jsonl")
        try folder.append(lines(1..<2), to: "b.jsonl")
        try await EngineRun.on([folder.file("?.jsonl"), log]) { run in
            _ = try await run.spans(2)
            try folder.append(lines(2..<3), to: "c.jsonl")
            try folder.append(lines(3..<4), to: "trace.jsonl")
            let all = try await run.spans(4)
            #expect(all.source.files.filter { $0.state == .following }.count == 4)
        }
    }

    @Test func aFolderInPlaceOfAFileIsSaidToBeOne() async throws {
        try await EngineRun.on([folder.path]) { run in
            let snapshot = try await run.next { $0.source.error != nil }
            #expect(snapshot.source.error?.contains("it is a folder") == true)
        }
    }

    @Test func twoNamesOfOneFileAreReadOnce() async throws {
        try folder.append(lines(0..<2), to: "trace.jsonl")
        let link = folder.file("link.jsonl")
        let other = folder.file("other.jsonl")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: log)
        try FileManager.default.linkItem(atPath: log, toPath: other)
        try await EngineRun.on([log, link, other]) { run in
            let first = try await run.next { snapshot in
                snapshot.totals.spans == 2
                    && snapshot.source.files.map(\.state) == [.following, .readAs(log), .readAs(log)]
            }
            #expect(first.totals.duplicateSpans == 0)
            #expect(first.source.error == nil)
            try folder.append(lines(2..<3), to: "trace.jsonl")
            let second = try await run.spans(3)
            #expect(second.totals.duplicateSpans == 0)
            // The link is switched: it is a log of its own from then on.
            try folder.append(lines(3..<4), to: "new.jsonl")
            try FileManager.default.removeItem(atPath: link)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.file("new.jsonl"))
            _ = try await run.next { snapshot in
                snapshot.totals.spans == 4
                    && snapshot.source.files.prefix(3).map(\.state) == [.following, .following, .readAs(log)]
            }
        }
    }

    @Test func aFileRotatedToAFollowedNameIsReadOnUnderThat() throws {
        try folder.append(lines(0..<2), to: "trace.jsonl")
        let ingest = TraceIngest(mapping: .own)
        var follower = LogFollower(
            configuration: TraceEngineConfiguration(
                paths: [log, folder.file("trace.jsonl.1")], rotationGrace: .seconds(2)))
        func read(at second: UInt64) {
            ingest.now = Timestamp(nanoseconds: second * 1_000_000_000)
            while follower.step(into: ingest) != .idle {}
        }
        read(at: 1)
        try folder.rename("trace.jsonl", to: "trace.jsonl.1")
        read(at: 2)
        try folder.append(lines(2..<3), to: "trace.jsonl")
        try folder.append(lines(3..<4), to: "trace.jsonl.1")
        read(at: 3)
        read(at: 100)
        try folder.append(lines(4..<5), to: "trace.jsonl.1")
        read(at: 101)
        #expect(ingest.store.spans.count == 5)
        #expect(ingest.store.duplicates == 0)
        let states = follower.status(of: ingest, lastAppend: nil).files.map(\.state)
        #expect(states == [.following, .following])
    }

    /// Lets this thread alone look at files as another user. The C library's headers for Swift leave the function out.
    private func lookAtFiles(as user: UInt32) throws {
        let symbol = try #require(dlsym(nil, "setfsuid"))
        _ = unsafeBitCast(symbol, to: (@convention(c) (UInt32) -> Int32).self)(user)
    }

    /// The kernel itself says no: the thread looks at files as nobody does, whoever runs the tests.
    @Test func aFileThatMayNotBeReadIsSaidAndReadOnceItMay() throws {
        try folder.append(lines(0..<2), to: "trace.jsonl")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: log)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        if getuid() != 0 { try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: log) }
        let ingest = TraceIngest(mapping: .own)
        var follower = LogFollower(configuration: TraceEngineConfiguration(paths: [log]))
        if getuid() == 0 { try lookAtFiles(as: 65534) }
        while follower.step(into: ingest) != .idle {}
        if getuid() == 0 { try lookAtFiles(as: 0) }
        let denied = follower.status(of: ingest, lastAppend: nil)
        #expect(denied.error == "\(log): permission denied; give this user the right to read it")
        #expect(denied.files.map(\.state) == [.failed("permission denied; give this user the right to read it")])
        #expect(ingest.store.spans.count == 0)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: log)
        while follower.step(into: ingest) != .idle {}
        #expect(ingest.store.spans.count == 2)
        #expect(follower.status(of: ingest, lastAppend: nil).error == nil)
    }

    @Test func permissionDeniedIsSaidWithWhatToDo() {
        let error = LogFileError(path: "/var/log/x.jsonl", code: EACCES)
        #expect(error.description == "/var/log/x.jsonl: permission denied; give this user the right to read it")
        #expect(!error.isMissing)
    }

    @Test func rotatedNeighboursAreReadForHistoryPlainAndPacked() async throws {
        try folder.append(lines(0..<10), to: "trace.jsonl")
        try folder.append(lines(10..<20), to: "trace.jsonl.1")
        try Packed.gzip(lines(20..<30)).write(to: URL(filePath: folder.file("trace.jsonl.2.gz")))
        try Packed.zstd(lines(30..<40)).write(to: URL(filePath: folder.file("trace-2026-01-02T03-04-05.678.jsonl.zst")))
        var framed = Data()
        for number in 40..<45 {
            let frame = Packed.zstd(line(number))
            framed += withUnsafeBytes(of: UInt32(frame.count).bigEndian) { Data($0) } + frame
        }
        try framed.write(to: URL(filePath: folder.file("trace.jsonl.3.zst")))
        try folder.append(lines(50..<60), to: "other.jsonl.1")
        try await EngineRun.on([log]) { run in
            let all = try await run.next { $0.source.isCaughtUp && $0.totals.spans == 45 }
            #expect(all.source.files.filter { $0.state == .history }.count == 4)
            #expect(all.totals.badLines == 0)
            for number in [5, 15, 25, 35, 42] {
                let trace = TraceID(high: 0, low: UInt64(number + 1))
                #expect(try await run.engine.detail(of: SpanID(0xAA), in: trace).name == "op")
            }
        }
    }

    @Test func aDamagedPackedNeighbourIsSaidAndSpoilsNothingElse() async throws {
        try folder.append(lines(0..<2), to: "trace.jsonl")
        try (Packed.gzip(lines(2..<200)).prefix(300)).write(to: URL(filePath: folder.file("trace.jsonl.1.gz")))
        try await EngineRun.on([log]) { run in
            let snapshot = try await run.next { snapshot in
                snapshot.source.files.contains { $0.state == .failed("its compressed content is damaged") }
            }
            #expect(snapshot.totals.spans >= 2)
        }
    }

    @Test func aPackedFileCannotBeFollowedAndIsSaidSo() async throws {
        try Packed.gzip(lines(0..<2)).write(to: URL(filePath: log))
        try await EngineRun.on([log]) { run in
            let snapshot = try await run.next { $0.source.error != nil }
            #expect(snapshot.source.error?.contains("only plain text can be followed") == true)
        }
    }

    @Test func aFileOfFramedRecordsCannotBeFollowedEither() async throws {
        let frame = Packed.zstd(line(0))
        try (withUnsafeBytes(of: UInt32(frame.count).bigEndian) { Data($0) } + frame).write(to: URL(filePath: log))
        try await EngineRun.on([log]) { run in
            let snapshot = try await run.next { $0.source.error != nil }
            #expect(snapshot.source.error?.contains("only plain text can be followed") == true)
        }
    }

    /// The Collector's native compression writes one frame after the other, `cat` one gzip member after the other.
    @Test func packedNeighboursMayConsistOfManyPieces() async throws {
        try folder.append(lines(0..<1), to: "trace.jsonl")
        try (Packed.zstd(lines(1..<3)) + Packed.zstd(lines(3..<5))).write(
            to: URL(filePath: folder.file("trace-2026-01-02T03-04-05.678-time.jsonl.zst")))
        try (Packed.gzip(lines(5..<7)) + Packed.gzip(lines(7..<9))).write(
            to: URL(filePath: folder.file("trace.jsonl-20260101.gz")))
        try await EngineRun.on([log]) { run in
            let all = try await run.next { $0.source.isCaughtUp && $0.totals.spans == 9 }
            #expect(all.totals.badLines == 0)
        }
    }

    @Test func aFileThatIsGoneByTheTimeItIsOpenedIsWaitedFor() throws {
        let error = #expect(throws: LogFileError.self) { try LogFile(path: log) }
        #expect(error?.isMissing == true)
        let ingest = TraceIngest(mapping: .own)
        var follower = LogFollower(configuration: TraceEngineConfiguration(paths: [log]))
        while follower.step(into: ingest) != .idle {}
        #expect(follower.status(of: ingest, lastAppend: nil).error == nil)
        try folder.append(lines(0..<1), to: "trace.jsonl")
        while follower.step(into: ingest) != .idle {}
        #expect(ingest.store.spans.count == 1)
    }

    @Test func theNewestPartComesFirst() throws {
        try folder.append(lines(0..<4000), to: "trace.jsonl")
        let ingest = TraceIngest(mapping: .own)
        var follower = LogFollower(configuration: TraceEngineConfiguration(paths: [log]))
        #expect(follower.step(into: ingest) == .appended)
        #expect(ingest.store.trace(TraceID(high: 0, low: 4000)) != nil)
        #expect(ingest.store.trace(TraceID(high: 0, low: 1)) == nil)
        try folder.append(lines(9000..<9001), to: "trace.jsonl")
        #expect(follower.step(into: ingest) == .appended)
        #expect(ingest.store.trace(TraceID(high: 0, low: 9001)) != nil)
        #expect(follower.step(into: ingest) == .older)
        while follower.step(into: ingest) != .idle {}
        #expect(ingest.store.spans.count == 4001)
    }

    @Test func linesBeyondTheLimitAreSkippedAndCounted() throws {
        let long = #"{"x":""# + String(repeating: "y", count: LineScanner.lengthLimit) + #""}"#
        try folder.append(lines(0..<1) + long + "\n" + lines(1..<2), to: "trace.jsonl")
        let ingest = TraceIngest(mapping: .own)
        var follower = LogFollower(configuration: TraceEngineConfiguration(paths: [log]))
        while follower.step(into: ingest) != .idle {}
        #expect(ingest.store.spans.count == 2)
        #expect(ingest.badLines.counts == [.tooLong: 1])
        #expect(ingest.badLines.kept.first?.offset == UInt64(line(0).utf8.count + 1))
        #expect(ingest.badLines.kept.first?.length == UInt64(long.utf8.count))
    }

    @Test func badLinesAreKeptWithTheirPlaceAndReason() async throws {
        let bad = (0..<150).map { "line \($0)\n" }.joined()
        try folder.append(lines(0..<1) + bad + "{\n", to: "trace.jsonl")
        try await EngineRun.on([log]) { run in
            let snapshot = try await run.spans(1)
            #expect(snapshot.source.badLines == [.foreign: 150, .malformed: 1])
            #expect(snapshot.source.recentBadLines.count == 100)
            let last = try #require(snapshot.source.recentBadLines.last)
            #expect(last.reason == .malformed)
            #expect(last.offset == UInt64((lines(0..<1) + bad).utf8.count))
            #expect(last.excerpt == "{")
            #expect(snapshot.totals.lines == 152)
        }
    }

    @Test func theOldestTracesLeaveWhenMemoryIsFull() async throws {
        let limit = 1 << 20
        try await EngineRun.on([log], memoryLimit: limit) { run in
            // Followed from its first line on, so that all the rest is appended and none of it older.
            try folder.append(lines(0..<1), to: "trace.jsonl")
            _ = try await run.spans(1)
            for part in 0..<10 {
                let first = max(1, part * 1600)
                try folder.append(lines(first..<((part + 1) * 1600)), to: "trace.jsonl")
            }
            let full = try await run.next { $0.totals.spans + $0.totals.evictedSpans == 16_000 }
            #expect(full.totals.evictedTraces > 0)
            #expect(full.totals.memory <= limit)
            #expect(full.list.first?.id.low == 16_000)
            #expect(full.list.count == full.totals.spans)
            let oldest = try #require(full.list.last)
            #expect(oldest.id.low == UInt64(16_000 - full.totals.spans + 1))
            #expect(try await run.engine.detail(of: SpanID(0xAA), in: oldest.id).name == "op")
            await #expect(throws: TraceEngineError.unknownTrace(TraceID(high: 0, low: 1))) {
                try await run.engine.detail(of: SpanID(0xAA), in: TraceID(high: 0, low: 1))
            }
        }
    }

    @Test func whatIsOlderStaysUnreadWhenMemoryIsFull() async throws {
        for part in 0..<10 { try folder.append(lines((part * 1600)..<((part + 1) * 1600)), to: "trace.jsonl") }
        try await EngineRun.on([log], memoryLimit: 1 << 20) { run in
            let full = try await run.next { $0.source.stoppedAtMemoryLimit }
            #expect(full.list.first?.id.low == 16_000)
            #expect(full.totals.memory <= 1 << 20)
        }
    }

    @Test(arguments: [
        ("trace.jsonl.1", true), ("trace.jsonl.12.gz", true), ("trace.jsonl-20260101.gz", true),
        ("trace.jsonl.gz", true),
        ("trace-2022-09-14T05-02-14.173.jsonl", true), ("trace-2022-09-14T05-02-14.173-size.jsonl.zst", true),
        ("trace.jsonl", false), ("trace.jsonl.bak", false), ("trace-other.jsonl", false), ("other.jsonl.1", false),
        ("trace.jsonl.", false),
    ])
    func namesOfRotatedFilesAreKnown(name: String, isNeighbour: Bool) {
        #expect(RotatedNeighbours.isNeighbour(name, of: "trace.jsonl") == isNeighbour)
    }

    @Test func fileSystemsAreFoundByTheirDevice() {
        let mounts = "22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n30 22 0:45 / /mnt rw - nfs4 host:/x rw\n"
        #expect(NetworkFileSystem.type(ofDevice: 8 << 8 | 1, in: mounts) == "ext4")
        #expect(NetworkFileSystem.type(ofDevice: 45, in: mounts) == "nfs4")
        #expect(NetworkFileSystem.type(ofDevice: 99, in: mounts) == nil)
    }
}
