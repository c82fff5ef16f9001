import GRDB

extension SQLiteEventStore {
    public func snapshot(of stream: StreamID) async throws(EventStoreError) -> Snapshot? {
        try await read { db in
            let statement = try db.cachedStatement(sql: "SELECT version, schema, data FROM snapshots WHERE stream = ?")
            return try Row.fetchOne(statement, arguments: [stream.rawValue]).map { row in
                Snapshot(stream: stream, version: row[0], schemaVersion: row[1], data: row[2])
            }
        }
    }

    public func keep(_ snapshot: Snapshot) async throws(EventStoreError) {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO snapshots (stream, version, schema, data) VALUES (?, ?, ?, ?)
                    ON CONFLICT (stream) DO UPDATE
                    SET version = excluded.version, schema = excluded.schema, data = excluded.data
                    WHERE excluded.schema <> schema OR excluded.version > version
                    """,
                arguments: [snapshot.stream.rawValue, snapshot.version, snapshot.schemaVersion, snapshot.data])
        }
    }

    public func discardSnapshots() async throws(EventStoreError) {
        try await write { db in try db.execute(sql: "DELETE FROM snapshots") }
    }
}
