import Foundation
import GRDB

/// Reading events out of the tables.
enum EventRows {
    private static let columns = """
        SELECT e.position, e.version, e.id, e.type, e.schema, e.data, e.timestamp, e.lane,
               e.correlation, e.causation, e.traceparent, e.actor, s.name
        FROM events e JOIN streams s ON s.id = e.stream
        """

    static func event(_ id: EventID, _ db: Database) throws -> Event? {
        let statement = try db.cachedStatement(sql: columns + " WHERE e.id = ?")
        return try Row.fetchOne(statement, arguments: [id.rawValue]).map { decode($0) }
    }

    static func events(of stream: StreamID, after version: Int, limit: Int, _ db: Database) throws -> [Event] {
        let statement = try db.cachedStatement(
            sql: columns + """
                 WHERE e.stream = (SELECT id FROM streams WHERE name = ?) AND e.version > ?
                ORDER BY e.version LIMIT ?
                """)
        return try fetch(statement, [stream.rawValue, version, limit], known: stream)
    }

    static func events(after position: Int, matching filter: EventFilter, limit: Int, _ db: Database) throws -> [Event]
    {
        var conditions = ["e.position > ?"]
        var arguments: StatementArguments = [position]
        if let lane = filter.lane {
            // The number stands in the text, for SQLite to see that the index of critical events fits.
            conditions.append("e.lane = \(lane.number)")
        }
        if let stream = filter.stream {
            conditions.append("e.stream = (SELECT id FROM streams WHERE name = ?)")
            arguments += [stream.rawValue]
        }
        if let types = filter.types?.sorted() {
            conditions.append("e.type IN (\(databaseQuestionMarks(count: types.count)))")
            arguments += StatementArguments(types)
        }
        arguments += [limit]
        let statement = try db.cachedStatement(
            sql: columns + " WHERE \(conditions.joined(separator: " AND ")) ORDER BY e.position LIMIT ?")
        return try fetch(statement, arguments, known: nil)
    }

    private static func fetch(
        _ statement: Statement, _ arguments: StatementArguments, known: StreamID?
    ) throws -> [Event] {
        var events: [Event] = []
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        while let row = try rows.next() { events.append(decode(row, known: known)) }
        return events
    }

    private static func decode(_ row: Row, known: StreamID? = nil) -> Event {
        Event(
            id: EventID(rawValue: row[2]),
            stream: known ?? StreamID(rawValue: row[12]),
            version: row[1],
            position: row[0],
            type: row[3],
            schemaVersion: row[4],
            data: row[5],
            timestamp: Date(microseconds: row[6]),
            lane: Lane(number: row[7]),
            metadata: EventMetadata(
                correlation: row[8], causation: row[9], traceparent: row[10], actor: row[11])
        )
    }
}
