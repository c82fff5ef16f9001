import ChildProcess
import EventSourcing
import Foundation
import ResilienceTesting
import SmallDisk
import Testing

/// The store in a process of its own, killed without warning, starved of room, locked out.
@Suite(.serialized)
struct CrashTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func whatWasAcknowledgedSurvivesKills(seed: UInt64) async throws {
        let folder = try TemporaryFolder()
        var random = SeededGenerator(seed: seed)
        var acknowledged: Set<String> = []
        for run in 0..<4 {
            let fixture = try ChildProcess(
                built: "EventStoreCrashFixture", ["append", folder.file(), "\(run)"])
            for _ in 0..<Int.random(in: 1...120, using: &random) {
                acknowledged.formUnion(try #require(fixture.readLine()).split(separator: " ").map(String.init))
            }
            fixture.kill()
            for line in fixture.readToEnd() { acknowledged.formUnion(line.split(separator: " ").map(String.init)) }
            try await verify(try folder.store(), acknowledged, "seed \(seed) run \(run)")
        }
    }

    private func verify(_ store: SQLiteEventStore, _ acknowledged: Set<String>, _ place: Comment) async throws {
        let head = try await store.head()
        let events = try await store.page(after: 0, matching: .all, limit: head + 1).events
        let ids = events.map(\.id.rawValue)
        #expect(acknowledged.subtracting(ids).isEmpty, place)
        #expect(Set(ids).count == ids.count, place)
        #expect(events.map(\.position) == Array(1...head), place)
        for (stream, events) in Dictionary(grouping: events, by: \.stream) {
            #expect(events.map(\.version) == Array(1...events.count), "\(place) \(stream)")
        }
        let report = try await store.checkIntegrity()
        #expect(report.problems.isEmpty && report.events == head, place)
        let shown = try await EventCounts.read(store)
        let checkpoint = try await EventCounts.checkpoint(store)
        #expect(try await shown == EventCounts.rebuilt(store, upTo: checkpoint), place)
        try store.close()
    }

    @Test func aFullDiskIsATypedErrorAndLosesNothing() async throws {
        let folder = try TemporaryFolder()
        let lines = try ChildProcess(built: "EventStoreCrashFixture", ["fill", folder.file()]).readToEnd()
        let written = lines.filter { $0.hasPrefix("ok ") }.map { String($0.dropFirst(3)) }
        #expect(lines.contains("error store_full") || lines.contains("error store_failed"), "\(lines.suffix(3))")
        #expect(lines.last == "ok after")
        #expect(written.count > 5)
        let store = try folder.store()
        #expect(try await store.allEvents(of: "a-1").map(\.id.rawValue) == written)
        #expect(try await store.checkIntegrity().problems.isEmpty)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "needs root, to mount a disk that can be filled"))
    func onADiskThatIsReallyFullNothingAcknowledgedIsLostAndRoomIsEnoughToGoOn() async throws {
        let disk = try SmallDisk(kilobytes: 1_024)
        try disk.occupy(kilobytes: 400)
        let store = try SQLiteEventStore(path: disk.file("events.sqlite"))
        var acknowledged: [EventID] = []
        func append() async throws(EventStoreError) {
            let event = NewEvent(type: "Written", data: Data(repeating: 120, count: 5_000))
            _ = try await store.append(Append(to: "a-1", expecting: acknowledged.count, [event]))
            acknowledged.append(event.id)
        }
        let failure = await #expect(throws: EventStoreError.self) { for _ in 0..<1_000 { try await append() } }
        #expect(failure?.code == "store_full", "\(failure?.description ?? "")")
        #expect(acknowledged.count > 5)
        #expect(try await store.allEvents(of: "a-1").map(\.id) == acknowledged)
        try disk.free()
        try await append()
        #expect(try await store.allEvents(of: "a-1").map(\.id) == acknowledged)
        #expect(try await store.checkIntegrity().problems.isEmpty)
        try store.close()
    }

    @Test func aFolderWhereNobodyMayWriteIsATypedError() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
        #expect(
            try ChildProcess(built: "EventStoreCrashFixture", ["locked-out", folder.file()]).readToEnd() == [
                "error store_not_writable"
            ])
    }
}
