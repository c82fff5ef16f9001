import EventSourcing
import GRDB

/// The read model of the fixture process, told anew: what its table must hold.
struct EventCounts: Hashable, CustomStringConvertible {
    var stream: String
    var events: Int
    var bytes: Int
    var last: String

    var description: String { "\(stream): \(events) events, \(bytes) bytes, last \(last)" }

    /// What the table holds.
    static func read(_ store: SQLiteEventStore) async throws -> Set<EventCounts> {
        try await store.database.read { db in
            guard try db.tableExists("counts") else { return [] }
            return try Set(
                Row.fetchAll(db, sql: "SELECT stream, events, bytes, last FROM counts").map { row in
                    EventCounts(stream: row[0], events: row[1], bytes: row[2], last: row[3])
                })
        }
    }

    /// What follows from the events up to a position.
    static func rebuilt(_ store: SQLiteEventStore, upTo position: Int) async throws -> Set<EventCounts> {
        var counts: [String: EventCounts] = [:]
        let events = try await store.page(after: 0, matching: .all, limit: position).events
        for event in events {
            var held =
                counts[event.stream.rawValue]
                ?? EventCounts(stream: event.stream.rawValue, events: 0, bytes: 0, last: "")
            held.events += 1
            held.bytes += event.data.count
            held.last = event.id.rawValue
            counts[event.stream.rawValue] = held
        }
        return Set(counts.values)
    }

    static func checkpoint(_ store: SQLiteEventStore) async throws -> Int {
        try await store.database.read { db in
            guard try db.tableExists("projection_checkpoints") else { return 0 }
            return try Int.fetchOne(db, sql: "SELECT position FROM projection_checkpoints WHERE name = 'counts'") ?? 0
        }
    }
}
