import EventSourcing
import Foundation
import GRDB
import ResilienceTesting
import Testing

struct SQLiteEventStoreTests {
    let folder: TemporaryFolder
    let store: SQLiteEventStore

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.store()
    }

    private func append(_ count: Int = 1, to stream: StreamID = "a-1", after version: Int = 0) async throws {
        let events = (0..<count).map { _ in NewEvent(type: "T", data: Data("{}".utf8)) }
        _ = try await store.append(Append(to: stream, expecting: version, events))
    }

    @Test func commitsAreSyncedBeforeTheyAreAcknowledged() async throws {
        let (mode, synchronous) = try await store.database.write { db in
            (
                try String.fetchOne(db, sql: "PRAGMA journal_mode"), try Int.fetchOne(db, sql: "PRAGMA synchronous")
            )
        }
        #expect(mode == "wal" && synchronous == 2)
    }

    @Test func appendsThatArriveTogetherAreCommittedTogether() async throws {
        let counter = CommitCounter()
        store.database.add(transactionObserver: counter, extent: .databaseLifetime)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 { group.addTask { try await append(to: StreamID(rawValue: "s-\(number)")) } }
            try await group.waitForAll()
        }
        #expect(try await store.head() == 200)
        #expect(counter.commits.value < 200)
        #expect(counter.commits.value > 0)
    }

    @Test func oneRefusedAppendDoesNotHarmTheOthersOfItsCommit() async throws {
        try await append(to: "a-1")
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let isGood = number % 2 == 0
                    let stream: StreamID = isGood ? StreamID(rawValue: "s-\(number)") : "a-1"
                    return ((try? await append(to: stream)) != nil) == isGood
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.allSatisfy { $0 })
        #expect(try await store.head() == 51)
    }

    @Test func readersDoNotWaitForAWriter() async throws {
        try await append(3)
        let inside = AsyncStream<Void>.makeStream()
        let leave = DispatchSemaphore(value: 0)
        let writer = Task { [store] in
            try await store.database.write { db in
                try db.execute(sql: "DELETE FROM snapshots")
                inside.continuation.finish()
                leave.wait()
            }
        }
        for await _ in inside.stream {}
        #expect(try await store.page(after: 0, matching: .all, limit: 9).events.count == 3)
        leave.signal()
        try await writer.value
    }

    @Test func everythingIsThereAgainAfterReopening() async throws {
        try await append(5)
        try store.close()
        let again = try folder.store()
        #expect(try await again.head() == 5)
        #expect(try await again.version(of: "a-1") == 5)
    }

    @Test func aBackupIsMadeWhileWritingGoesOnAndIsWhole() async throws {
        try await append(50)
        let copy = folder.file("copy.sqlite")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for number in 0..<50 { try await append(to: StreamID(rawValue: "b-\(number)")) } }
            group.addTask { try await store.backUp(to: copy) }
            try await group.waitForAll()
        }
        let restored = try SQLiteEventStore(path: copy)
        let report = try await restored.checkIntegrity()
        #expect(report.problems.isEmpty)
        #expect((50...100).contains(report.events))
        let original = try await store.page(after: 0, matching: .all, limit: report.events).events
        #expect(try await restored.page(after: 0, matching: .all, limit: 999).events == original)
    }

    @Test func aFullStoreIsATypedErrorAndGoesOnWhenThereIsRoom() async throws {
        try await append(2)
        func limitPages(to extra: Int) async throws {
            try await store.database.writeWithoutTransaction { db in
                let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                try db.execute(sql: "PRAGMA max_page_count = \(pages + extra)")
            }
        }
        try await limitPages(to: 3)
        let large = Append(
            to: "a-1", expecting: 2, [NewEvent(type: "T", data: Data(repeating: 120, count: 100_000))])
        await #expect(throws: EventStoreError.full(path: store.path)) { try await store.append(large) }
        #expect(try await store.head() == 2)
        try await limitPages(to: 1_000)
        #expect(try await store.append(large).positions == 3...3)
        #expect(try await store.checkIntegrity().problems.isEmpty)
    }

    @Test func aFileThatIsNoStoreIsATypedError() throws {
        let path = folder.file("letter.txt")
        try Data(String(repeating: "Dear Ada, ", count: 1_000).utf8).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: EventStoreError.self) { try SQLiteEventStore(path: path) }
        #expect(error?.code == "store_corrupt")
    }

    @Test func aDamagedFileIsATypedErrorAndTheCheckSaysSo() async throws {
        for number in 0..<300 { try await append(to: StreamID(rawValue: "s-\(number)")) }
        try store.close()
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: folder.file()))
        let length = try file.seekToEnd()
        for offset in stride(from: UInt64(8_192), to: length, by: 4_096) {
            try file.seek(toOffset: offset)
            try file.write(contentsOf: Data(repeating: 0xFF, count: 2_048))
        }
        try file.close()
        do {
            let damaged = try folder.store()
            let report = try await damaged.checkIntegrity()
            #expect(!report.problems.isEmpty)
            _ = try await damaged.page(after: 0, matching: .all, limit: 999)
            Issue.record("a damaged file was read as if it were whole")
        } catch let error as EventStoreError {
            #expect(error.code == "store_corrupt")
        }
    }

    @Test func theCheckFindsGapsThatTheFileFormatAllows() async throws {
        try await append(4)
        try await store.database.write { db in try db.execute(sql: "DELETE FROM events WHERE position = 2") }
        let problems = try await store.checkIntegrity().problems
        #expect(problems.contains("3 events, but the last has position 4"))
        #expect(problems.contains("stream a-1 is at version 4 but has 3 events"))
    }
}

private final class CommitCounter: TransactionObserver, Sendable {
    let commits = Shared(0)

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ db: Database) { commits.change { $0 += 1 } }
    func databaseDidRollback(_ db: Database) {}
}
