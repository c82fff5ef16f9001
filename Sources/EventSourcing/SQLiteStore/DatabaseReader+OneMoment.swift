import GRDB

extension DatabaseReader {
    /// Reads what the database held at one moment.
    ///
    /// GRDB's own `read` makes a queue's only connection read-only meanwhile (`PRAGMA query_only`), and a task that is
    /// cancelled at the wrong instant leaves it so (GRDB 7.10): every write after it fails. Here nothing is left behind.
    package func readOneMoment<Value: Sendable>(
        _ value: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await unsafeRead { db in
            try db.beginTransaction(.deferred)
            do {
                let found = try value(db)
                try db.commit()
                return found
            } catch {
                // What has failed is worth more than that it could not be rolled back.
                try? db.rollback()
                throw error
            }
        }
    }
}
