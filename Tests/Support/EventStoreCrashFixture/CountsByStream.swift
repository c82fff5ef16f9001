import EventSourcing
import GRDB

/// A read model that tells when an event was applied twice or not at all.
struct CountsByStream: Projection {
    let name = "counts"
    let tables = ["counts"]

    func create(_ tables: ReadModelTables, in db: Database) throws {
        try db.execute(
            sql: "CREATE TABLE \(tables["counts"]) (stream TEXT PRIMARY KEY, events INTEGER, bytes INTEGER, last TEXT)")
    }

    func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO \(tables["counts"]) VALUES (?, 1, ?, ?)
                ON CONFLICT (stream) DO UPDATE SET events = events + 1, bytes = bytes + excluded.bytes, last = excluded.last
                """, arguments: [event.stream.rawValue, event.data.count, event.id.rawValue])
    }
}
