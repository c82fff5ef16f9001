import Foundation
import GRDB
import Testing

@testable import Probes

/// Real SQLite files in a folder of the test's own.
@Suite struct ProbeHistoryStoreTests {
    private static let now = ManualClock.epoch

    private func withFile(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "probe-history-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.appending(path: "history.sqlite").path)
    }

    private func history(health: Health = .healthy, since: Date? = Self.now) -> StoredHistory {
        var uptime = UptimeCounter()
        uptime.count(.healthy, at: Self.now)
        uptime.count(.unhealthy, at: Self.now)
        return StoredHistory(latencies: [3, 1, 2], failures: 7, uptime: uptime, health: health, since: since)
    }

    private func change(_ id: EndpointID, _ seconds: TimeInterval, to: Health = .unhealthy) -> HealthChange {
        HealthChange(
            endpoint: id, at: Self.now.addingTimeInterval(seconds), from: .healthy, to: to, reason: "it's \"x\"")
    }

    @Test func whatWasSavedIsReadBackAfterReopening() async throws {
        try await withFile { path in
            let id = EndpointID(service: "orders", instance: "10.0.0.1")
            let other = EndpointID(service: "payments")
            let store = try ProbeHistoryStore(path: path)
            try await store.save([id: history(), other: history()], changes: [change(id, 1)], now: Self.now)
            try await store.save(
                [id: history(health: .unhealthy)], changes: [change(id, 2, to: .healthy)],
                now: Self.now.addingTimeInterval(9))
            let again = try await ProbeHistoryStore(path: path).load(now: Self.now)
            let loaded = try #require(again[id])
            #expect(loaded.history == history(health: .unhealthy))
            #expect(loaded.savedAt == Self.now.addingTimeInterval(9))
            #expect(loaded.changes == [change(id, 1), change(id, 2, to: .healthy)])
            #expect(again[other]?.changes == [])
        }
    }

    @Test func changesOfMoreThanADayAndEndpointsOfMoreThanAWeekGo() async throws {
        try await withFile { path in
            let id = EndpointID(service: "a")
            let old = EndpointID(service: "old")
            let store = try ProbeHistoryStore(path: path)
            try await store.save(
                [old: history(), id: history()], changes: [change(old, 0), change(id, 0)], now: Self.now)
            let later = Self.now.addingTimeInterval(86_401)
            #expect(try await store.load(now: later)[id]?.changes == [])
            let muchLater = Self.now.addingTimeInterval(8 * 86_400)
            try await store.save([id: history()], changes: [], now: muchLater)
            #expect(try await Set(store.load(now: muchLater).keys) == [id])
        }
    }

    @Test func aFileThatIsNoDatabaseIsSaidSo() async throws {
        try await withFile { path in
            try Data("this is no database, but a letter of some length".utf8).write(to: URL(fileURLWithPath: path))
            let failure = #expect(throws: ProbeHistoryFailure.self) { try ProbeHistoryStore(path: path) }
            #expect(failure?.description == "the history file \(path) cannot be used: file is not a database")
        }
        #expect(throws: ProbeHistoryFailure.self) { try ProbeHistoryStore(path: "/no/such/folder/history.sqlite") }
    }

    @Test(arguments: [
        "{}", "", "[1,2]", "nonsense",
        #"{"latencies":[],"failures":0,"health":"healthy","uptime":{"fiveMinutes":{"seconds":5,"good":[],"all":[],"newest":3,"goodSum":0,"allSum":0},"hour":{"seconds":60,"good":[],"all":[],"goodSum":0,"allSum":0},"day":{"seconds":900,"good":[],"all":[],"goodSum":0,"allSum":0}}}"#,
    ])
    func aDamagedHistoryIsAsGoodAsNone(blob: String) async throws {
        try await withFile { path in
            let id = EndpointID(service: "a")
            let store = try ProbeHistoryStore(path: path)
            try await store.save([id: history()], changes: [change(id, 0)], now: Self.now)
            try await DatabaseQueue(path: path).write { db in
                try db.execute(sql: "UPDATE endpoint SET history = ?", arguments: [Data(blob.utf8)])
            }
            let loaded = try #require(try await store.load(now: Self.now)[id])
            #expect(loaded.history.latencies.isEmpty)
            #expect(loaded.changes.count == 1)
            var record = EndpointHistory()
            record.restore(loaded)
            record.record(
                RecentProbe(at: Self.now, health: .healthy, latency: .zero, statusCode: 200, reason: ""), at: Self.now)
            #expect(record.uptime.fiveMinutes == 1)
        }
    }
}
