import GRDB

extension SQLiteEventStore {
    public func events(of stream: StreamID, after version: Int, limit: Int) async throws(EventStoreError) -> [Event] {
        try await read { db in try EventRows.events(of: stream, after: version, limit: max(0, limit), db) }
    }

    public func page(
        after position: Int, matching filter: EventFilter, limit: Int
    ) async throws(EventStoreError) -> EventPage {
        try await read { db in
            let events = try EventRows.events(after: position, matching: filter, limit: max(0, limit), db)
            let head = try Self.head(db)
            let isFull = events.count >= limit
            return EventPage(
                events: events, next: isFull ? events.last?.position ?? position : max(position, head), head: head)
        }
    }

    public func event(_ id: EventID) async throws(EventStoreError) -> Event? {
        try await read { db in try EventRows.event(id, db) }
    }

    public func version(of stream: StreamID) async throws(EventStoreError) -> Int {
        try await read { db in
            let statement = try db.cachedStatement(sql: "SELECT version FROM streams WHERE name = ?")
            return try Int.fetchOne(statement, arguments: [stream.rawValue]) ?? 0
        }
    }

    public func head() async throws(EventStoreError) -> Int {
        try await read { db in try Self.head(db) }
    }

    private static func head(_ db: Database) throws -> Int {
        try Int.fetchOne(db.cachedStatement(sql: "SELECT max(position) FROM events")) ?? 0
    }
}
