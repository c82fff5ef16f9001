import Foundation
import GRDB

extension SQLiteEventStore {
    public func nextMessages(limit: Int) async throws(EventStoreError) -> [OutboxEntry] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT number, id, topic, key, payload, attempts, due, error FROM outbox o
                    WHERE NOT EXISTS (SELECT 1 FROM outbox p WHERE p.key = o.key AND p.number < o.number)
                    ORDER BY number LIMIT ?
                    """)
            return try Row.fetchAll(statement, arguments: [max(0, limit)]).map { row in
                OutboxEntry(
                    number: row[0], message: OutboxMessage(id: row[1], topic: row[2], key: row[3], payload: row[4]),
                    attempts: row[5], due: Date(microseconds: row[6]), lastError: row[7])
            }
        }
    }

    public func messageWasSent(_ number: Int) async throws(EventStoreError) {
        try await write { db in
            try db.execute(sql: "DELETE FROM outbox WHERE number = ?", arguments: [number])
        }
    }

    public func messageFailed(_ number: Int, error: String, due: Date) async throws(EventStoreError) {
        try await write { db in
            try db.execute(
                sql: "UPDATE outbox SET attempts = attempts + 1, error = ?, due = ? WHERE number = ?",
                arguments: [error, due.microseconds, number])
        }
    }

    public func waitingMessages() async throws(EventStoreError) -> Int {
        try await read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM outbox") ?? 0 }
    }
}
