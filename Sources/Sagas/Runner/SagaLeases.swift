import Foundation
import GRDB

/// Which worker has which saga, and for how long. A worker that is late is told so by the number that rises with each
/// new holder.
struct SagaLeases: Sendable {
    /// A lease that was granted.
    struct Lease: Sendable, Hashable {
        let token: Int
        let until: Date
    }

    /// One worker in one life.
    struct Holder: Sendable, Hashable {
        /// The same after a restart: what a worker held in its last life it takes back at once.
        let worker: String
        /// Another one after a restart.
        let session: String
    }

    let database: any DatabaseWriter

    func create() async throws {
        try await database.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS saga_leases (
                        saga TEXT PRIMARY KEY, worker TEXT NOT NULL, session TEXT NOT NULL,
                        token INTEGER NOT NULL, until REAL NOT NULL
                    ) WITHOUT ROWID
                    """)
        }
    }

    /// Takes a saga, or keeps it for longer.
    /// - Parameter seen: the highest token that the saga's facts tell of: a new one is higher.
    /// - Returns: nil if another worker has it.
    func take(
        _ saga: SagaID, for holder: Holder, above seen: Int, until: Date, at now: Date
    ) async throws -> Lease? {
        try await database.write { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT worker, session, token, until FROM saga_leases WHERE saga = ?",
                arguments: [saga.rawValue])
            var token = seen + 1
            if let row {
                let (worker, session, held, lapses): (String, String, Int, Double) = (row[0], row[1], row[2], row[3])
                let isFree = worker == holder.worker || lapses <= now.timeIntervalSince1970
                guard session == holder.session || isFree else { return nil }
                token = session == holder.session ? held : max(held, seen) + 1
            }
            try db.execute(
                sql: "INSERT OR REPLACE INTO saga_leases VALUES (?, ?, ?, ?, ?)",
                arguments: [saga.rawValue, holder.worker, holder.session, token, until.timeIntervalSince1970])
            return Lease(token: token, until: until)
        }
    }

    /// Forgets the lease of a saga that has ended.
    func drop(_ saga: SagaID, of holder: Holder) async throws {
        try await database.write { db in
            try db.execute(
                sql: "DELETE FROM saga_leases WHERE saga = ? AND session = ?",
                arguments: [saga.rawValue, holder.session])
        }
    }
}
