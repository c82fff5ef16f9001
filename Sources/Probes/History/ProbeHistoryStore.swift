import Foundation
import GRDB

/// Keeps histories in a small SQLite file, so that a restart of the console forgets nothing of the last day.
public final class ProbeHistoryStore: Sendable {
    /// Histories of endpoints that have not been saved for so long are dropped.
    static let forgottenAfter: TimeInterval = 7 * 86_400

    /// One endpoint's history as it was read.
    struct Loaded: Sendable {
        var history: StoredHistory
        var savedAt: Date
        var changes: [HealthChange]
    }

    private let database: DatabaseQueue

    /// Opens or makes the file. Two consoles may share it: each saves what it sees, the later one wins.
    /// - Throws: `ProbeHistoryFailure` when the folder cannot be written or the file is no database.
    public init(path: String) throws(ProbeHistoryFailure) {
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.journalMode = .wal
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try Self.migrator.migrate(queue)
            database = queue
        } catch {
            throw ProbeHistoryFailure("the history file \(path) cannot be used: \(Self.words(error))")
        }
    }

    /// All histories, with the changes of the last 24 hours before `now`.
    func load(now: Date) async throws(ProbeHistoryFailure) -> [EndpointID: Loaded] {
        do {
            // Not `read`: cancelled at the wrong instant it leaves a queue read-only (GRDB 7.10).
            return try await database.unsafeRead { db in
                var loaded: [EndpointID: Loaded] = [:]
                try db.inTransaction(.deferred) {
                    loaded = try Self.read(db, now: now)
                    return .commit
                }
                return loaded
            }
        } catch {
            throw ProbeHistoryFailure("the history cannot be read: \(Self.words(error))")
        }
    }

    /// Saves histories and appends changes, all or nothing, and drops what is too old.
    func save(
        _ histories: [EndpointID: StoredHistory], changes: [HealthChange], now: Date
    ) async throws(ProbeHistoryFailure) {
        do {
            try await database.write { db in try Self.write(db, histories, changes, now: now) }
        } catch {
            throw ProbeHistoryFailure("the history cannot be saved: \(Self.words(error))")
        }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE endpoint (
                        id INTEGER PRIMARY KEY,
                        service TEXT NOT NULL,
                        instance TEXT NOT NULL,
                        saved_at REAL NOT NULL,
                        history BLOB NOT NULL,
                        UNIQUE (service, instance)
                    );
                    CREATE TABLE change (
                        endpoint INTEGER NOT NULL REFERENCES endpoint (id) ON DELETE CASCADE,
                        at REAL NOT NULL,
                        health_from TEXT NOT NULL,
                        health_to TEXT NOT NULL,
                        reason TEXT NOT NULL
                    );
                    CREATE INDEX change_by_endpoint ON change (endpoint, at);
                    """)
        }
        return migrator
    }

    private static func read(_ db: Database, now: Date) throws -> [EndpointID: Loaded] {
        var loaded: [EndpointID: Loaded] = [:]
        var ids: [Int64: EndpointID] = [:]
        let decoder = JSONDecoder()
        for row in try Row.fetchAll(db, sql: "SELECT id, service, instance, saved_at, history FROM endpoint") {
            let id = EndpointID(service: row["service"], instance: row["instance"])
            // A history of a later version, or a damaged one, is as good as none; the changes are still read.
            let blob: Data = row["history"]
            let decoded = try? decoder.decode(StoredHistory.self, from: blob)
            let history = decoded?.uptime.isSound == true ? decoded : nil
            let empty = StoredHistory(latencies: [], failures: 0, uptime: UptimeCounter(), health: .unknown, since: nil)
            let savedAt: Double = row["saved_at"]
            loaded[id] = Loaded(
                history: history ?? empty, savedAt: Date(timeIntervalSince1970: savedAt), changes: [])
            ids[row["id"]] = id
        }
        let oldest = now.timeIntervalSince1970 - EndpointHistory.changeAge
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT endpoint, at, health_from, health_to, reason FROM change WHERE at >= ? ORDER BY at, rowid",
            arguments: [oldest])
        while let row = try rows.next() {
            let from: String = row["health_from"]
            let to: String = row["health_to"]
            let at: Double = row["at"]
            guard let id = ids[row["endpoint"]], let from = Health(rawValue: from), let to = Health(rawValue: to) else {
                continue
            }
            loaded[id]?.changes.append(
                HealthChange(
                    endpoint: id, at: Date(timeIntervalSince1970: at), from: from, to: to, reason: row["reason"]))
        }
        return loaded
    }

    private static func write(
        _ db: Database, _ histories: [EndpointID: StoredHistory], _ changes: [HealthChange], now: Date
    ) throws {
        let encoder = JSONEncoder()
        for (id, history) in histories {
            try db.execute(
                sql: """
                    INSERT INTO endpoint (service, instance, saved_at, history) VALUES (?, ?, ?, ?)
                    ON CONFLICT (service, instance) DO UPDATE SET saved_at = excluded.saved_at, history = excluded.history
                    """,
                arguments: [id.service, id.instance, now.timeIntervalSince1970, try encoder.encode(history)])
        }
        for change in changes {
            try db.execute(
                sql: """
                    INSERT INTO change (endpoint, at, health_from, health_to, reason)
                    SELECT id, ?1, ?2, ?3, ?4 FROM endpoint WHERE service = ?5 AND instance = ?6
                    AND NOT EXISTS (SELECT 1 FROM change WHERE endpoint = endpoint.id AND at = ?1)
                    """,
                arguments: [
                    change.at.timeIntervalSince1970, change.from.rawValue, change.to.rawValue, change.reason,
                    change.endpoint.service, change.endpoint.instance,
                ])
        }
        try db.execute(
            sql: "DELETE FROM change WHERE at < ?",
            arguments: [now.timeIntervalSince1970 - EndpointHistory.changeAge])
        try db.execute(
            sql: "DELETE FROM endpoint WHERE saved_at < ?",
            arguments: [now.timeIntervalSince1970 - forgottenAfter])
    }

    private static func words(_ error: any Error) -> String {
        guard let error = error as? DatabaseError else { return "\(error)" }
        return error.message ?? error.resultCode.description
    }
}

/// The history file could not be opened, read or saved.
public struct ProbeHistoryFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// One sentence: which file, and what the system says.
    public let description: String

    init(_ sentence: String) { description = sentence }
}
