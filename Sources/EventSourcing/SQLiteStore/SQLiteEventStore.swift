import Foundation
import GRDB
import Resilience

/// A store in one SQLite file.
///
/// The file is in WAL mode and each commit is synced to the disk before it is acknowledged; appends that arrive while
/// another commit is under way are committed together. Readers have connections of their own and wait for nobody.
public final class SQLiteEventStore: EventStore {
    /// Where the file is.
    public let path: String
    /// The file's connections. Projections and the bus may keep their tables in the same file.
    public let database: DatabasePool
    let now: @Sendable () -> Date
    let bell = Broadcast<Int>()
    let queue = Locked(CommitQueue())

    /// Opens a store, and makes it if there is none.
    /// - Parameters:
    ///   - readers: how many read at once, at least one; more wait for a connection.
    ///   - now: the time of day, for the events' timestamps.
    /// - Throws: ``EventStoreError`` if the file cannot be opened, is damaged or is no store.
    public init(
        path: String, readers: Int = 5, now: @escaping @Sendable () -> Date = { Date() }
    ) throws(EventStoreError) {
        self.path = path
        self.now = now
        do {
            var configuration = Configuration()
            configuration.label = "event store"
            configuration.maximumReaderCount = max(1, readers)
            configuration.busyMode = .timeout(5)
            database = try DatabasePool(path: path, configuration: configuration)
            // The pool has set NORMAL, with which a power failure may take commits that were acknowledged.
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1")
            }
            try EventSchema.migrator.migrate(database)
        } catch {
            throw EventStoreError(error, path: path)
        }
    }

    /// Waits for what is under way and closes the file. Nothing can be done with the store afterwards.
    public func close() throws(EventStoreError) {
        do { try database.close() } catch { throw EventStoreError(error, path: path) }
    }

    public func arrivals() -> AsyncStream<Int> {
        bell.listen()
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(EventStoreError) -> Value {
        do { return try await database.read(body) } catch { throw EventStoreError(error, path: path) }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(EventStoreError) -> Value {
        do { return try await database.write(body) } catch { throw EventStoreError(error, path: path) }
    }
}
