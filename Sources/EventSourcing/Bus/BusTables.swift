import Foundation
import GRDB

/// What a bus remembers: how far each group has come, and the events that it has put aside.
struct BusTables: Sendable {
    /// One group, one publisher, one lane.
    struct Channel: Sendable, Hashable {
        let group: String
        let source: String
        let lane: Lane
    }

    struct Cursor: Sendable, Hashable {
        var position: Int
        /// Events up to here have been delivered before.
        var replayUntil: Int
        /// A replay that is under way.
        var replay: Replay?
    }

    struct Parked: Sendable {
        let id: Int
        let event: Event
        let attempts: Int
    }

    let database: any DatabaseWriter

    func create() async throws {
        try await database.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS bus_cursors (
                        grp TEXT NOT NULL, source TEXT NOT NULL, lane INTEGER NOT NULL,
                        position INTEGER NOT NULL, replay_until INTEGER NOT NULL,
                        PRIMARY KEY (grp, source, lane)
                    ) WITHOUT ROWID;
                    CREATE TABLE IF NOT EXISTS bus_parked (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        grp TEXT NOT NULL, source TEXT NOT NULL, lane INTEGER NOT NULL,
                        stream TEXT NOT NULL, position INTEGER NOT NULL, event BLOB NOT NULL,
                        attempts INTEGER NOT NULL, due INTEGER NOT NULL, dead INTEGER NOT NULL,
                        reason TEXT, first_failure INTEGER, last_failure INTEGER,
                        UNIQUE (grp, source, stream, position)
                    );
                    CREATE TABLE IF NOT EXISTS bus_discarded (
                        id INTEGER PRIMARY KEY, grp TEXT NOT NULL, source TEXT NOT NULL, event BLOB NOT NULL,
                        attempts INTEGER NOT NULL, failure TEXT, first_failure INTEGER, last_failure INTEGER,
                        actor TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL
                    );
                    CREATE INDEX IF NOT EXISTS bus_parked_due ON bus_parked (grp, source, lane, due) WHERE dead = 0;
                    CREATE INDEX IF NOT EXISTS bus_parked_dead ON bus_parked (grp, id) WHERE dead = 1;
                    """ + Self.replayTable)
        }
    }

    func cursor(_ channel: Channel) async throws -> Cursor {
        try await database.readOneMoment { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT c.position, c.replay_until, r.command, r.after, r.through, r.paused FROM bus_cursors c
                    LEFT JOIN bus_replays r ON r.grp = c.grp AND r.source = c.source AND r.lane = c.lane AND r.active = 1
                    WHERE c.grp = ? AND c.source = ? AND c.lane = ?
                    """, arguments: channel.key
            ).map { row in
                let replay = (row[2] as String?).map {
                    Replay(command: $0, after: row[3], through: row[4], isPaused: row[5])
                }
                return Cursor(position: row[0], replayUntil: row[1], replay: replay)
            } ?? Cursor(position: 0, replayUntil: 0)
        }
    }

    /// Moves the cursor on, unless a replay has moved it back meanwhile.
    func advance(_ channel: Channel, from: Int, to position: Int) async throws {
        try await database.write { db in try Self.advance(channel, from: from, to: position, db) }
    }

    /// Puts an event aside and moves the cursor past it.
    /// - Parameter failure: why, if it failed; `nil` if it only waits behind an earlier one of its stream.
    func park(
        _ event: Event, _ channel: Channel, from: Int, due: Date, failure: (reason: String, isDead: Bool, at: Date)?
    ) async throws {
        let data = try JSONEncoder().encode(event)
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO bus_parked
                        (grp, source, lane, stream, position, event, attempts, due, dead, reason, first_failure, last_failure)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: channel.key + [
                    event.stream.rawValue, event.position, data, failure == nil ? 0 : 1, due.microseconds,
                    failure?.isDead ?? false, failure?.reason, failure?.at.microseconds, failure?.at.microseconds,
                ])
            try Self.advance(channel, from: from, to: event.position, db)
        }
    }

    /// The streams of which events have been put aside.
    func parkedStreams(_ channel: Channel) async throws -> Set<StreamID> {
        try await database.readOneMoment { db in
            let names = try String.fetchSet(
                db, sql: "SELECT DISTINCT stream FROM bus_parked WHERE grp = ? AND source = ? AND lane = ?",
                arguments: channel.key)
            return Set(names.map { StreamID(rawValue: $0) })
        }
    }

    /// The events put aside that are first of their stream and not dead, the most urgent first, with when they are due.
    func nextParked(_ channel: Channel, limit: Int) async throws -> [(parked: Parked, due: Date)] {
        try await database.readOneMoment { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, event, attempts, due FROM bus_parked p
                    WHERE grp = ? AND source = ? AND lane = ? AND dead = 0 AND NOT EXISTS (
                        SELECT 1 FROM bus_parked q WHERE q.grp = p.grp AND q.source = p.source
                        AND q.stream = p.stream AND q.position < p.position)
                    ORDER BY due, position LIMIT ?
                    """, arguments: channel.key + [limit]
            ).map { row in
                let event = try JSONDecoder().decode(Event.self, from: row[1] as Data)
                return (Parked(id: row[0], event: event, attempts: row[2]), Date(microseconds: row[3]))
            }
        }
    }

    func unpark(_ id: Int) async throws {
        try await database.write { db in try db.execute(sql: "DELETE FROM bus_parked WHERE id = ?", arguments: [id]) }
    }

    func failed(_ id: Int, reason: String, isDead: Bool, due: Date, at now: Date) async throws {
        try await database.write { db in
            try db.execute(
                sql: """
                    UPDATE bus_parked SET attempts = attempts + 1, due = ?, dead = ?, reason = ?,
                        first_failure = coalesce(first_failure, ?), last_failure = ? WHERE id = ?
                    """, arguments: [due.microseconds, isDead, reason, now.microseconds, now.microseconds, id])
        }
    }

    private static func advance(_ channel: Channel, from: Int, to position: Int, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO bus_cursors VALUES (?, ?, ?, ?, 0)
                ON CONFLICT DO UPDATE SET position = excluded.position WHERE position = ?
                """, arguments: channel.key + [position, from])
    }
}

extension BusTables.Channel {
    var key: StatementArguments { [group, source, lane.number] }
}
