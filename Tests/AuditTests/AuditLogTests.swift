import Audit
import ChildProcess
import Foundation
import ResilienceTesting
import Testing

/// The log on a real file, with writers in processes of their own.
@Suite(.serialized)
struct AuditLogTests {
    private func entry(_ action: String) -> AuditEntry {
        let result = AuditResult(state: .succeeded, sentence: "done")
        return AuditEntry(at: Date(), action: action, who: "ada", host: "here", process: 1, fact: .result(result))
    }

    @Test func whatWasAppendedIsThereInOrder() async throws {
        let folder = try TemporaryFolder()
        let log = AuditLog(path: folder.path + "/new/folder/audit.jsonl")
        #expect(try log.read() == AuditReading())
        try await log.append([entry("a"), entry("b")])
        let written = try await log.append([entry("c")])
        let reading = try log.read()
        #expect(reading.lines.map(\.entry.action) == ["a", "b", "c"])
        #expect(reading.lines.last?.bytes == written.first?.bytes)
        #expect(reading.verdict == AuditVerdict(entries: 3))
        let mode = try FileManager.default.attributesOfItem(atPath: log.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func manyAppendsAtOnceWaitForNobodyButOtherProcesses() async throws {
        let folder = try TemporaryFolder()
        // Far less than all of them take, one after the other.
        let log = AuditLog(path: folder.log, longestWait: .milliseconds(20))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<500 {
                group.addTask { [log] in
                    let wanted = ["\(number)/intent", "\(number)/plan"]
                    let lines = try await log.append(wanted.map(entry))
                    #expect(lines.map(\.entry.action) == wanted)
                }
            }
            try await group.waitForAll()
        }
        let reading = try log.read()
        #expect(reading.verdict == AuditVerdict(entries: 1_000))
        #expect(Set(reading.lines.map(\.entry.action)).count == 1_000)
    }

    @Test func anAppendWhoseTaskIsCancelledIsStillWrittenWithTheOthers() async throws {
        let folder = try TemporaryFolder()
        let log = AuditLog(path: folder.log)
        let appends = (0..<20).map { number in Task { try await log.append([entry("\(number)")]) } }
        for append in appends.prefix(10) { append.cancel() }
        for append in appends { #expect(try await append.value.count == 1) }
        #expect(try log.read().verdict == AuditVerdict(entries: 20))
    }

    @Test func writersInManyProcessesKeepOneChain() async throws {
        let folder = try TemporaryFolder()
        let writers = try (0..<4).map {
            try ChildProcess(built: "AuditWriterFixture", ["write", folder.log, "w\($0)", "40"])
        }
        let said = writers.flatMap { $0.readToEnd() }
        #expect(said.count == 160)
        let reading = try AuditLog(path: folder.log).read()
        #expect(reading.verdict == AuditVerdict(entries: 160))
        #expect(Set(reading.lines.map(\.entry.action)) == Set(said))
        for writer in 0..<4 {
            let own = reading.lines.map(\.entry.action).filter { $0.hasPrefix("w\(writer)/") }
            #expect(own == (0..<40).map { "w\(writer)/\($0)" })
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func whatWasPromisedSurvivesKilledWriters(seed: UInt64) async throws {
        let folder = try TemporaryFolder()
        var random = SeededGenerator(seed: seed)
        var promised: [String] = []
        for run in 0..<5 {
            let writer = try ChildProcess(built: "AuditWriterFixture", ["write", folder.log, "r\(run)", "1000000"])
            for _ in 0..<Int.random(in: 1...40, using: &random) { promised.append(try #require(writer.readLine())) }
            writer.kill()
            promised += writer.readToEnd()
        }
        let log = AuditLog(path: folder.log)
        try await log.append([entry("after")])
        let reading = try log.read()
        #expect(reading.verdict.isWhole, "\(reading.verdict)")
        let actions = reading.lines.map(\.entry.action)
        #expect(Set(promised).isSubset(of: actions) && actions.last == "after")
    }

    @Test func aWriterKilledInTheMiddleOfAWriteLeavesHalfALineThatTheNextOneNotes() async throws {
        let folder = try TemporaryFolder()
        let log = AuditLog(path: folder.log)
        try await log.append([entry("before")])
        let writer = try ChildProcess(built: "AuditWriterFixture", ["tear", folder.log, "100"])
        #expect(writer.readToEnd().isEmpty)
        #expect(try log.read().verdict.firstBreak == AuditBreak(line: 2, reason: .halfLine(100)))
        try await log.append([entry("after")])
        let reading = try log.read()
        #expect(reading.verdict == AuditVerdict(entries: 3, repairedLines: 1))
        #expect(reading.lines.map(\.entry.fact.word) == ["result", "repaired", "result"])
    }

    @Test func aFullDiskIsSaidAndLeavesNothingBehind() async throws {
        let folder = try TemporaryFolder()
        let log = AuditLog(path: folder.log)
        try await log.append([entry("before")])
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.log))
        let said = try ChildProcess(built: "AuditWriterFixture", ["full", folder.log, "\(before.count + 100)"])
            .readToEnd()
        #expect(said.count == 1)
        #expect(
            said.first?.contains("cannot be written: it may not grow any more (a file size limit); raise the limit")
                == true, "\(said)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.log)) == before)
        #expect(try log.read().verdict.isWhole)
    }

    @Test func aFolderWhereNobodyMayWriteIsSaid() async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
        let said = try ChildProcess(built: "AuditWriterFixture", ["locked-out", folder.log]).readToEnd()
        #expect(
            said.first?.contains("permission denied; give a path in audit.path of the config") == true, "\(said)")
    }

    @Test func somethingElseInTheFilesPlaceIsSaid() async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.log, withIntermediateDirectories: true)
        await #expect(throws: AuditError(path: folder.log, reason: .notAFile)) {
            try await AuditLog(path: folder.log).append([entry("a")])
        }
        #expect(throws: AuditError(path: folder.log, reason: .notAFile)) { try AuditLog(path: folder.log).read() }
    }

    @Test func aLockThatNobodyGivesBackIsSaid() async throws {
        let folder = try TemporaryFolder()
        let log = AuditLog(path: folder.log, longestWait: .milliseconds(20))
        try await log.append([entry("a")])
        let holder = open(folder.log + ".head", O_RDWR)
        #expect(flock(holder, LOCK_EX) == 0)
        await #expect(throws: AuditError(path: folder.log, reason: .locked(for: .milliseconds(20)))) {
            try await log.append([entry("b")])
        }
        close(holder)
        try await log.append([entry("b")])
        #expect(try log.read().verdict == AuditVerdict(entries: 2))
    }

    @Test func aLogThatWasRotatedGoesOnInANewFileAndSaysSo() async throws {
        let folder = try TemporaryFolder()
        let log = AuditLog(path: folder.log)
        try await log.append([entry("a"), entry("b")])
        try FileManager.default.moveItem(atPath: folder.log, toPath: folder.log + ".1")
        #expect(try log.read().verdict.firstBreak == AuditBreak(line: 1, reason: .missingAtEnd(2)))
        try await log.append([entry("c")])
        let reading = try log.read()
        #expect(reading.verdict == AuditVerdict(entries: 2))
        #expect(
            reading.lines.first?.entry.fact == .continued(AuditContinuation(after: 2, found: 0)))
        #expect(reading.lines.last?.link.number == 4)
    }

    @Test func aFollowerReadsOnAndStartsOverInAnotherFile() async throws {
        let folder = try TemporaryFolder()
        let log = AuditLog(path: folder.log)
        var follower = AuditFollower(path: folder.log)
        #expect(try follower.readOn() == false)
        try await log.append([entry("a")])
        #expect(try follower.readOn())
        try await log.append([entry("b")])
        #expect(try follower.readOn())
        #expect(try follower.readOn() == false)
        #expect(follower.lines.map(\.entry.action) == ["a", "b"] && follower.verdict.isWhole)
        try FileManager.default.removeItem(atPath: folder.log)
        try await log.append([entry("c")])
        #expect(try follower.readOn())
        #expect(follower.lines.last?.entry.action == "c" && follower.lines.count == 2)
    }
}
