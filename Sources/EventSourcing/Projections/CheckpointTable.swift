import Foundation
import GRDB

/// Where projections stand: for each the live read model, and a rebuild if one is under way.
struct CheckpointTable {
    /// The checkpoint of one read model.
    struct Checkpoint: Sendable, Hashable {
        var position: Int
        var version: Int
        var generation: Int
        var runner: String
    }

    let projection: String

    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS projection_checkpoints (
                    name TEXT NOT NULL,
                    rebuilding INTEGER NOT NULL,
                    position INTEGER NOT NULL,
                    version INTEGER NOT NULL,
                    generation INTEGER NOT NULL,
                    runner TEXT NOT NULL,
                    PRIMARY KEY (name, rebuilding)
                ) WITHOUT ROWID
                """)
    }

    func read(rebuilding: Bool, _ db: Database) throws -> Checkpoint? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT position, version, generation, runner FROM projection_checkpoints
                    WHERE name = ? AND rebuilding = ?
                    """), arguments: [projection, rebuilding]
        ).map { row in Checkpoint(position: row[0], version: row[1], generation: row[2], runner: row[3]) }
    }

    func write(_ checkpoint: Checkpoint, rebuilding: Bool, _ db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO projection_checkpoints VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            projection, rebuilding, checkpoint.position, checkpoint.version, checkpoint.generation, checkpoint.runner,
        ])
    }

    func endRebuild(_ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM projection_checkpoints WHERE name = ? AND rebuilding", arguments: [projection])
    }
}
