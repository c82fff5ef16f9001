import GRDB

/// What a check of a store has found.
public struct IntegrityReport: Sendable, Hashable {
    /// Events in the store.
    public let events: Int
    /// Streams in the store.
    public let streams: Int
    /// What is wrong, in words; empty: nothing.
    public let problems: [String]
}

extension SQLiteEventStore {
    /// Checks the file's structure, and that positions and versions have no gaps. Reads everything, and disturbs nobody.
    public func checkIntegrity() async throws(EventStoreError) -> IntegrityReport {
        try await read { db in
            var problems = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            let counts = try Row.fetchOne(db, sql: "SELECT count(*), coalesce(max(position), 0) FROM events")
            let events: Int = counts?[0] ?? 0
            let head: Int = counts?[1] ?? 0
            if events != head { problems.append("\(events) events, but the last has position \(head)") }
            let broken = try Row.fetchAll(
                db,
                sql: """
                    SELECT s.name, s.version, count(e.position), coalesce(max(e.version), 0)
                    FROM streams s LEFT JOIN events e ON e.stream = s.id GROUP BY s.id
                    HAVING s.version <> count(e.position) OR s.version <> coalesce(max(e.version), 0) LIMIT 20
                    """)
            for row in broken {
                let (name, version, count): (String, Int, Int) = (row[0], row[1], row[2])
                problems.append("stream \(name) is at version \(version) but has \(count) events")
            }
            let streams = try Int.fetchOne(db, sql: "SELECT count(*) FROM streams") ?? 0
            return IntegrityReport(events: events, streams: streams, problems: problems)
        }
    }

    /// Copies the store, as it is at one moment, to another file while it goes on working.
    public func backUp(to path: String) async throws(EventStoreError) {
        do {
            let copy = try DatabaseQueue(path: path)
            try await read { db in try copy.writeWithoutTransaction { try db.backup(to: $0) } }
            try copy.close()
        } catch {
            throw EventStoreError(error, path: path)
        }
    }
}
