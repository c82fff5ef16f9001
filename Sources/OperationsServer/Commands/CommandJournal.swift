import EventSourcing
import Foundation
import GRDB
import Operations

/// The commands that a service has accepted, on disk.
///
/// Whatever is acknowledged has been synced to the disk first, if the database does so: the event store's does, and so
/// does ``init(path:)``.
public struct CommandJournal: Sendable {
    /// Where it is kept.
    public let database: any DatabaseWriter

    /// A journal in a database that a service has anyway.
    public init(database: any DatabaseWriter) {
        self.database = database
    }

    /// A journal in a file of its own.
    /// - Throws: GRDB's errors, if the file cannot be opened.
    public init(path: String) throws {
        var configuration = Configuration()
        configuration.label = "command journal"
        configuration.busyMode = .timeout(5)
        let pool = try DatabasePool(path: path, configuration: configuration)
        // The pool has set NORMAL, with which a power failure may take commits that were acknowledged.
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1")
        }
        database = pool
    }

    /// What the journal says of a command.
    struct Entry: Sendable {
        let number: Int
        let command: Command
        var plan: Plan
        var state: CommandState
        var progress: CommandReport.Progress
        var paused: Bool
        var cancelling: Bool
        var result: JSONValue?
        var failure: CommandReport.Failure?
        var acceptedAt: Date
        var startedAt: Date?
        var endedAt: Date?
        var resumptions: Int
        var revision: Int

        func report(asOf now: Date) -> CommandReport {
            CommandReport(
                command: command, state: state, paused: paused, cancelling: cancelling, progress: progress, plan: plan,
                result: result, failure: failure, acceptedAt: acceptedAt, startedAt: startedAt, endedAt: endedAt,
                resumptions: resumptions, revision: revision, asOf: now)
        }
    }

    func prepare() async throws {
        try await database.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS operations_commands (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        id TEXT NOT NULL UNIQUE,
                        state TEXT NOT NULL,
                        ended REAL,
                        entry BLOB NOT NULL
                    );
                    CREATE INDEX IF NOT EXISTS operations_commands_open
                        ON operations_commands (number) WHERE ended IS NULL;
                    """)
        }
    }

    func find(_ id: String) async throws -> Entry? {
        try await database.readOneMoment { db in try Self.find(id, db) }
    }

    /// Writes a command down, unless one with its id is there: then that one is answered.
    func accept(_ command: Command, _ plan: Plan, at now: Date) async throws -> (entry: Entry, isNew: Bool) {
        try await database.write { db in
            if let known = try Self.find(command.id, db) { return (known, false) }
            let body = Body(
                command: command, plan: plan, progress: CommandReport.Progress(done: 0, total: max(1, plan.total)),
                acceptedAt: now)
            try db.execute(
                sql: "INSERT INTO operations_commands (id, state, entry) VALUES (?, ?, ?)",
                arguments: [command.id, CommandState.accepted.rawValue, OperationsJSON.data(body)])
            return (Self.entry(Int(db.lastInsertedRowID), .accepted, body), true)
        }
    }

    /// Changes an entry that has not ended.
    /// - Parameter also: changes something else in the same transaction.
    /// - Returns: the entry afterwards; `nil`: there is none, or it had ended, and nothing was changed.
    func change(
        _ id: String, also: (@Sendable (Database) throws -> Void)? = nil,
        _ body: @escaping @Sendable (inout Entry) -> Void
    ) async throws -> Entry? {
        try await database.write { db in
            guard var entry = try Self.find(id, db), !entry.state.isFinal else { return nil }
            body(&entry)
            entry.revision += 1
            try db.execute(
                sql: "UPDATE operations_commands SET state = ?, ended = ?, entry = ? WHERE id = ?",
                arguments: [
                    entry.state.rawValue, entry.endedAt?.timeIntervalSince1970, OperationsJSON.data(Body(entry)), id,
                ])
            try also?(db)
            return entry
        }
    }

    /// What had not ended, oldest first.
    func unfinished() async throws -> [Entry] {
        try await database.readOneMoment { db in
            try Row.fetchAll(
                db, sql: "SELECT number, state, entry FROM operations_commands WHERE ended IS NULL ORDER BY number"
            ).map(Self.entry)
        }
    }

    func page(after number: Int, limit: Int) async throws -> [Entry] {
        try await database.readOneMoment { db in
            try Row.fetchAll(
                db,
                sql: "SELECT number, state, entry FROM operations_commands WHERE number > ? ORDER BY number LIMIT ?",
                arguments: [number, limit]
            ).map(Self.entry)
        }
    }

    /// Forgets what has ended long ago.
    func forget(endedBefore moment: Date) async throws {
        try await database.write { db in
            try db.execute(
                sql: "DELETE FROM operations_commands WHERE ended < ?", arguments: [moment.timeIntervalSince1970])
        }
    }

    // MARK: - Rows

    /// What of an entry is kept as JSON.
    fileprivate struct Body: Codable {
        var command: Command
        var plan: Plan
        var progress: CommandReport.Progress
        var paused = false
        var cancelling = false
        var result: JSONValue?
        var failure: CommandReport.Failure?
        var acceptedAt: Date
        var startedAt: Date?
        var endedAt: Date?
        var resumptions = 0
        var revision = 1
    }

    private static func find(_ id: String, _ db: Database) throws -> Entry? {
        try Row.fetchOne(
            db, sql: "SELECT number, state, entry FROM operations_commands WHERE id = ?", arguments: [id]
        ).map(entry)
    }

    private static func entry(_ row: Row) throws -> Entry {
        entry(row[0], CommandState(rawValue: row[1]), try OperationsJSON.value(Body.self, from: row[2]))
    }

    private static func entry(_ number: Int, _ state: CommandState, _ body: Body) -> Entry {
        Entry(
            number: number, command: body.command, plan: body.plan, state: state, progress: body.progress,
            paused: body.paused, cancelling: body.cancelling, result: body.result, failure: body.failure,
            acceptedAt: body.acceptedAt, startedAt: body.startedAt, endedAt: body.endedAt,
            resumptions: body.resumptions, revision: body.revision)
    }
}

extension CommandJournal.Body {
    fileprivate init(_ entry: CommandJournal.Entry) {
        self.init(
            command: entry.command, plan: entry.plan, progress: entry.progress, paused: entry.paused,
            cancelling: entry.cancelling, result: entry.result, failure: entry.failure, acceptedAt: entry.acceptedAt,
            startedAt: entry.startedAt, endedAt: entry.endedAt, resumptions: entry.resumptions,
            revision: entry.revision)
    }
}
