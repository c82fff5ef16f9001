import Foundation
import GRDB

/// What operators see and do.
extension BusTables {
    func deadLetters(group: String?, after id: Int, limit: Int) async throws -> [DeadLetter] {
        try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, grp, source, event, attempts, reason, first_failure, last_failure,
                        (SELECT count(*) FROM bus_parked q WHERE q.grp = p.grp AND q.source = p.source
                         AND q.stream = p.stream AND q.position > p.position)
                    FROM bus_parked p WHERE dead = 1 AND id > ? AND (? IS NULL OR grp = ?) ORDER BY id LIMIT ?
                    """, arguments: [id, group, group, max(0, limit)]
            ).map { row in
                DeadLetter(
                    id: row[0], group: row[1], source: row[2],
                    event: try JSONDecoder().decode(Event.self, from: row[3] as Data),
                    attempts: row[4], reason: row[5] ?? "", firstFailure: Date(microseconds: row[6] ?? 0),
                    lastFailure: Date(microseconds: row[7] ?? 0), waitingBehind: row[8])
            }
        }
    }

    /// Gives a dead letter all its tries again.
    func revive(_ id: Int, at now: Date) async throws {
        try await changeDeadLetter(
            id, "UPDATE bus_parked SET dead = 0, attempts = 0, due = ? WHERE id = ? AND dead = 1",
            [now.microseconds, id])
    }

    /// Forgets a dead letter; what waits behind it goes on.
    func discard(_ id: Int) async throws {
        try await changeDeadLetter(id, "DELETE FROM bus_parked WHERE id = ? AND dead = 1", [id])
    }

    private func changeDeadLetter(_ id: Int, _ sql: String, _ arguments: StatementArguments) async throws {
        try await database.write { db in
            try db.execute(sql: sql, arguments: arguments)
            guard db.changesCount == 1 else { throw NoSuchDeadLetter(id: id) }
        }
    }

    func counts(_ channel: Channel) async throws -> (putAside: Int, dead: Int) {
        try await database.read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*), coalesce(sum(dead), 0) FROM bus_parked
                    WHERE grp = ? AND source = ? AND lane = ?
                    """, arguments: channel.key)
            let (all, dead): (Int, Int) = (row?[0] ?? 0, row?[1] ?? 0)
            return (all - dead, dead)
        }
    }
}
