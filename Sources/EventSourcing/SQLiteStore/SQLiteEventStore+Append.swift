import Foundation
import GRDB
import Resilience

extension SQLiteEventStore {
    public func append(_ append: Append) async throws(EventStoreError) -> Appended {
        try append.validate()
        let result = await withCheckedContinuation { answer in
            let mustStart = queue.withLock { $0.add(CommitQueue.Waiting(append: append, answer: answer)) }
            if mustStart { commitNextBatch() }
        }
        return try result.get()
    }

    /// Records many appends in one transaction, all of them or none: for filling a store, where a commit for a few would
    /// take most of the time.
    package func append(all appends: [Append]) async throws(EventStoreError) {
        for append in appends { try append.validate() }
        let moment = now()
        let head = try await write { db in
            let writer = try AppendWriter(db, at: moment)
            return try appends.map { try writer.write($0).get().positions.upperBound }.last
        }
        if let head { bell.send(head) }
    }

    /// Commits what waits, and goes on until nothing does. Others who write to the file get their turn in between.
    private func commitNextBatch() {
        database.asyncWriteWithoutTransaction { db in
            let batch = self.queue.withLock { $0.takeBatch() }
            guard !batch.isEmpty else { return }
            let results = self.commit(batch.map(\.append), db)
            for (waiting, result) in zip(batch, results) { waiting.answer.resume(returning: result) }
            let newest = results.compactMap { try? $0.get() }.filter { !$0.isRepeat }.last
            if let newest { self.bell.send(newest.positions.upperBound) }
            self.commitNextBatch()
        }
    }

    /// One transaction. If it fails, every append of it has failed, and nothing is recorded.
    private func commit(_ appends: [Append], _ db: Database) -> [Result<Appended, EventStoreError>] {
        var results: [Result<Appended, EventStoreError>] = []
        do {
            try db.inTransaction(.immediate) {
                let writer = try AppendWriter(db, at: now())
                results = try appends.map { try writer.write($0) }
                return .commit
            }
            return results
        } catch {
            let failure = EventStoreError(error, path: path)
            return appends.map { _ in .failure(failure) }
        }
    }
}

/// Writes appends within one transaction.
private final class AppendWriter {
    private let db: Database
    private let timestamp: Int
    private var head: Int
    private let insertEvent: Statement
    private let stream: Statement

    init(_ db: Database, at now: Date) throws {
        self.db = db
        timestamp = now.microseconds
        head = try Int.fetchOne(db.cachedStatement(sql: "SELECT max(position) FROM events")) ?? 0
        stream = try db.cachedStatement(sql: "SELECT id, version, lane FROM streams WHERE name = ?")
        insertEvent = try db.cachedStatement(
            sql: "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    }

    /// - Throws: what fails the whole transaction.
    /// - Returns: failure if only this append is refused; then nothing of it has been written.
    func write(_ append: Append) throws -> Result<Appended, EventStoreError> {
        let row = try Row.fetchOne(stream, arguments: [append.stream.rawValue])
        let version: Int = row?[1] ?? 0
        guard version == append.expectedVersion else { return try refuse(append, at: version) }
        let streamNumber: Int64
        if let row { streamNumber = row[0] } else { streamNumber = try makeStream(append) }
        let lane: Int = row?[2] ?? append.lane.number
        let before = head
        do {
            for (index, event) in append.events.enumerated() {
                try insert(event, streamNumber, version + index + 1, lane)
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            try undo(backTo: before, newStream: row == nil ? streamNumber : nil)
            return try refuse(append, at: version)
        }
        try db.cachedStatement(sql: "UPDATE streams SET version = ? WHERE id = ?")
            .execute(arguments: [version + append.events.count, streamNumber])
        for message in append.messages { try insert(message) }
        return .success(
            Appended(versions: version + 1...version + append.events.count, positions: before + 1...head))
    }

    private func makeStream(_ append: Append) throws -> Int64 {
        try db.cachedStatement(sql: "INSERT INTO streams (name, version, lane) VALUES (?, 0, ?)")
            .execute(arguments: [append.stream.rawValue, append.lane.number])
        return db.lastInsertedRowID
    }

    private func insert(_ event: NewEvent, _ stream: Int64, _ version: Int, _ lane: Int) throws {
        let origin = event.metadata
        try insertEvent.execute(arguments: [
            head + 1, stream, version, event.id.rawValue, event.type, event.schemaVersion, event.data, timestamp, lane,
            origin.correlation, origin.causation, origin.traceparent, origin.actor,
        ])
        head += 1
    }

    private func insert(_ message: OutboxMessage) throws {
        try db.cachedStatement(
            sql: "INSERT INTO outbox (id, topic, key, payload, attempts, due) VALUES (?, ?, ?, ?, 0, ?)"
        ).execute(arguments: [message.id, message.topic, message.key, message.payload, timestamp])
    }

    private func undo(backTo position: Int, newStream: Int64?) throws {
        try db.execute(sql: "DELETE FROM events WHERE position > ?", arguments: [position])
        if let newStream { try db.execute(sql: "DELETE FROM streams WHERE id = ?", arguments: [newStream]) }
        head = position
    }

    /// The append is a repetition, or it comes too late, or it takes ids that are not its own.
    private func refuse(_ append: Append, at version: Int) throws -> Result<Appended, EventStoreError> {
        let known = try append.events.compactMap { try EventRows.event($0.id, db) }
        do throws(EventStoreError) {
            if let earlier = try Appended(repeating: append, known: known) { return .success(earlier) }
        } catch {
            return .failure(error)
        }
        return .failure(
            .conflict(AppendConflict(stream: append.stream, expected: append.expectedVersion, actual: version)))
    }
}
