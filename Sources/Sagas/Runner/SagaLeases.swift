import EventSourcing
import Foundation
import GRDB
import Resilience

/// Which worker has which saga, and for how long. A worker that is late is told so by the number that rises with each
/// new holder.
///
/// Requests that arrive together share a transaction, as appends to the store do.
final class SagaLeases: Sendable {
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

    /// A wish to take a saga, or to keep it for longer.
    struct Request: Sendable {
        let saga: SagaID
        let holder: Holder
        /// The highest token that the saga's facts tell of: a new one is higher.
        let seen: Int
        let until: Date
        let now: Date
    }

    private struct Queue: Sendable {
        var waiting: [(request: Request, answer: CheckedContinuation<Lease?, any Error>)] = []
        var isWriting = false
    }

    private let database: any DatabaseWriter
    private let queue = Locked(Queue())

    init(database: any DatabaseWriter) {
        self.database = database
    }

    func create() async throws {
        try await database.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS saga_leases (
                        saga TEXT PRIMARY KEY, worker TEXT NOT NULL, session TEXT NOT NULL,
                        token INTEGER NOT NULL, until REAL NOT NULL
                    ) WITHOUT ROWID;
                    -- Leases of sagas that have ended stay for an hour: what is asked again and again must not read them.
                    CREATE INDEX IF NOT EXISTS saga_leases_by_until ON saga_leases (until)
                    """)
        }
    }

    /// - Returns: nil if another worker has the saga.
    func take(_ request: Request) async throws -> Lease? {
        try await withCheckedThrowingContinuation { answer in
            let mustStart = queue.withLock { queue in
                queue.waiting.append((request, answer))
                defer { queue.isWriting = true }
                return !queue.isWriting
            }
            if mustStart { grantNextBatch() }
        }
    }

    /// Forgets leases that lapsed long ago. Tokens go on rising: the sagas' facts remember them.
    func purge(lapsedBefore moment: Date) async throws {
        let isNeeded = try await database.readOneMoment { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM saga_leases WHERE until < ?)",
                arguments: [moment.timeIntervalSince1970]) ?? false
        }
        guard isNeeded else { return }
        try await database.write { db in
            try db.execute(sql: "DELETE FROM saga_leases WHERE until < ?", arguments: [moment.timeIntervalSince1970])
        }
    }

    private func grantNextBatch() {
        database.asyncWriteWithoutTransaction { db in
            let batch = self.queue.withLock { queue in
                defer { queue.waiting = [] }
                if queue.waiting.isEmpty { queue.isWriting = false }
                return queue.waiting
            }
            guard !batch.isEmpty else { return }
            var leases: [Lease?] = []
            do {
                try db.inTransaction(.immediate) {
                    leases = try batch.map { try Self.grant($0.request, db) }
                    return .commit
                }
                for (waiting, lease) in zip(batch, leases) { waiting.answer.resume(returning: lease) }
            } catch {
                for waiting in batch { waiting.answer.resume(throwing: error) }
            }
            self.grantNextBatch()
        }
    }

    private static func grant(_ request: Request, _ db: Database) throws -> Lease? {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT worker, session, token, until FROM saga_leases WHERE saga = ?"),
            arguments: [request.saga.rawValue])
        var token = request.seen + 1
        if let row {
            let (worker, session, held, lapses): (String, String, Int, Double) = (row[0], row[1], row[2], row[3])
            let isMine = session == request.holder.session
            let isFree = worker == request.holder.worker || lapses <= request.now.timeIntervalSince1970
            guard isMine || isFree else { return nil }
            token = isMine ? held : max(held, request.seen) + 1
        }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO saga_leases VALUES (?, ?, ?, ?, ?)").execute(arguments: [
            request.saga.rawValue, request.holder.worker, request.holder.session, token,
            request.until.timeIntervalSince1970,
        ])
        return Lease(token: token, until: request.until)
    }
}
