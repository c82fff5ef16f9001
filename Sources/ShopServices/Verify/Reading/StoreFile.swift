import EventSourcing
import Foundation
import GRDB

/// A service's store as `verify` reads it: read only, one moment of it, also while the service runs or after it died.
struct StoreFile: Sendable {
    /// For places, such as `orders.sqlite`.
    let name: String
    let database: DatabaseQueue

    /// - Throws: ``Violation`` when the file is not there or cannot be opened.
    init(_ path: String) throws(Violation) {
        name = URL(filePath: path).lastPathComponent
        guard FileManager.default.fileExists(atPath: path) else {
            throw Violation(
                .storeDamaged, at: name,
                "there is no such file in \(URL(filePath: path).deletingLastPathComponent().path)")
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.label = "verify \(name)"
        configuration.busyMode = .timeout(10)
        do {
            database = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw Violation(.storeDamaged, at: name, "it cannot be opened: \(error)")
        }
    }

    /// Reads one moment of the store.
    /// - Throws: ``Violation`` when reading fails.
    func read<Value>(_ body: (Database) throws -> Value) throws(Violation) -> Value {
        do {
            // One transaction: other processes write meanwhile.
            return try database.read(body)
        } catch let violation as Violation {
            throw violation
        } catch {
            throw Violation(.storeDamaged, at: name, "it cannot be read: \(error)")
        }
    }
}

extension Violation: Error {}

extension StoreFile {
    /// What is wrong with the file itself: pages, gaps between positions, gaps between a stream's versions.
    static func damage(in db: Database, _ name: String) throws -> [Violation] {
        var found: [Violation] = []
        let check = try String.fetchAll(db, sql: "PRAGMA quick_check(3)")
        if check != ["ok"] { found.append(Violation(.storeDamaged, at: name, check.joined(separator: "; "))) }
        let (count, last) =
            try Row.fetchOne(db, sql: "SELECT count(*), coalesce(max(position), 0) FROM events")
            .map { ($0[0] as Int, $0[1] as Int) } ?? (0, 0)
        if count != last {
            found.append(
                Violation(.storeDamaged, at: "\(name), events", "\(count) events, but the last position is \(last)"))
        }
        let streams = try Row.fetchAll(
            db,
            sql: """
                SELECT s.name, s.version, count(e.position), coalesce(max(e.version), 0)
                FROM streams s LEFT JOIN events e ON e.stream = s.id
                GROUP BY s.id HAVING s.version <> count(e.position) OR s.version <> coalesce(max(e.version), 0)
                ORDER BY s.id LIMIT 3
                """)
        for row in streams {
            found.append(
                Violation(
                    .storeDamaged, at: "\(name), stream \(row[0] as String)",
                    "it is at version \(row[1] as Int), with \(row[2] as Int) events up to \(row[3] as Int)"))
        }
        return found
    }

    /// Messages that have not been sent.
    static func outbox(in db: Database, _ name: String) throws -> ShopFacts.Outbox {
        ShopFacts.Outbox(
            place: "\(name), outbox", waiting: try Int.fetchOne(db, sql: "SELECT count(*) FROM outbox") ?? 0)
    }

    /// Events of some types, oldest first.
    static func events(
        in db: Database, types: Set<String>? = nil, upTo position: Int = .max, _ body: (Event) throws -> Void
    ) throws {
        var sql = """
            SELECT e.position, e.version, e.id, e.type, e.schema, e.data, e.timestamp, e.lane,
                   e.correlation, e.causation, e.traceparent, e.actor, s.name
            FROM events e JOIN streams s ON s.id = e.stream WHERE e.position <= ?
            """
        var arguments: StatementArguments = [position]
        if let types {
            sql += " AND e.type IN (\(databaseQuestionMarks(count: types.count)))"
            arguments += StatementArguments(types.sorted())
        }
        let rows = try Row.fetchCursor(db, sql: sql + " ORDER BY e.position", arguments: arguments)
        while let row = try rows.next() {
            try body(
                Event(
                    id: EventID(rawValue: row[2]), stream: StreamID(rawValue: row[12]), version: row[1],
                    position: row[0], type: row[3], schemaVersion: row[4], data: row[5],
                    timestamp: Date(timeIntervalSince1970: Double(row[6] as Int64) / 1_000_000),
                    lane: (row[7] as Int) == 1 ? .critical : .normal,
                    metadata: EventMetadata(
                        correlation: row[8], causation: row[9], traceparent: row[10], actor: row[11])))
        }
    }
}
