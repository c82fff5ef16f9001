import Foundation
import GRDB

/// What operators see and do.
extension BusTables {
    func deadLetters(group: String?, after id: Int, limit: Int) async throws -> [DeadLetter] {
        try await database.readOneMoment { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, grp, source, event, attempts, reason, first_failure, last_failure,
                        (SELECT count(*) FROM bus_parked q WHERE q.grp = p.grp AND q.source = p.source
                         AND q.stream = p.stream AND q.position > p.position)
                    FROM bus_parked p WHERE dead = 1 AND id > ? AND (? IS NULL OR grp = ?) ORDER BY id LIMIT ?
                    """, arguments: [id, group, group, max(0, limit)]
            ).map(Self.letter)
        }
    }

    /// Gives a dead letter all its tries again.
    func revive(_ id: Int, at now: Date) async throws {
        try await database.write { db in
            try db.execute(
                sql: "UPDATE bus_parked SET dead = 0, attempts = 0, due = ? WHERE id = ? AND dead = 1",
                arguments: [now.microseconds, id])
            guard db.changesCount == 1 else { throw NoSuchDeadLetter(id: id) }
        }
    }

    /// Moves a dead letter to those that were given up; what waits behind it goes on.
    func discard(_ id: Int, actor: String, reason: String, at now: Date) async throws {
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO bus_discarded
                    SELECT id, grp, source, event, attempts, reason, first_failure, last_failure, ?, ?, ?
                    FROM bus_parked WHERE id = ? AND dead = 1
                    """, arguments: [actor, reason, now.microseconds, id])
            guard db.changesCount == 1 else { throw NoSuchDeadLetter(id: id) }
            try db.execute(sql: "DELETE FROM bus_parked WHERE id = ?", arguments: [id])
        }
    }

    func discardedLetters(group: String?, after id: Int, limit: Int) async throws -> [DiscardedLetter] {
        try await database.readOneMoment { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, grp, source, event, attempts, failure, first_failure, last_failure, 0, actor, reason, at
                    FROM bus_discarded WHERE id > ? AND (? IS NULL OR grp = ?) ORDER BY id LIMIT ?
                    """, arguments: [id, group, group, max(0, limit)]
            ).map { row in
                DiscardedLetter(
                    letter: try Self.letter(row), actor: row[9], reason: row[10], at: Date(microseconds: row[11]))
            }
        }
    }

    private static func letter(_ row: Row) throws -> DeadLetter {
        DeadLetter(
            id: row[0], group: row[1], source: row[2],
            event: try JSONDecoder().decode(Event.self, from: row[3] as Data),
            attempts: row[4], reason: row[5] ?? "", firstFailure: Date(microseconds: row[6] ?? 0),
            lastFailure: Date(microseconds: row[7] ?? 0), waitingBehind: row[8])
    }

    func counts(_ channel: Channel) async throws -> (putAside: Int, dead: Int, replays: Int) {
        try await database.readOneMoment { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*), coalesce(sum(dead), 0) FROM bus_parked
                    WHERE grp = ? AND source = ? AND lane = ?
                    """, arguments: channel.key)
            let (all, dead): (Int, Int) = (row?[0] ?? 0, row?[1] ?? 0)
            return (all - dead, dead, try Self.replays(channel, db))
        }
    }
}
