import EventSourcing
import Foundation
import GRDB
import Operations
import Resilience

/// The overrides of breakers that are in force, on disk: breakers live in memory, and forget everything with their process.
struct BreakerOverrides: Sendable {
    struct Kept: Sendable, Hashable {
        let breaker: String
        let kind: BreakerReport.Override.Kind
        let owner: String
        let reason: String
        let command: String
        let until: Date?
        /// The command that is about to end it.
        var endedBy: String?
    }

    let database: any DatabaseWriter

    func prepare() async throws {
        try await database.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS operations_overrides (
                        breaker TEXT PRIMARY KEY, kind TEXT NOT NULL, owner TEXT NOT NULL, reason TEXT NOT NULL,
                        command TEXT NOT NULL, until REAL, ended_by TEXT
                    );
                    """)
        }
    }

    func all() async throws -> [Kept] {
        try await database.readOneMoment { db in
            try Row.fetchAll(
                db, sql: "SELECT breaker, kind, owner, reason, command, until, ended_by FROM operations_overrides"
            ).map(Self.kept)
        }
    }

    func of(_ breaker: String) async throws -> Kept? {
        try await database.readOneMoment { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT breaker, kind, owner, reason, command, until, ended_by FROM operations_overrides
                    WHERE breaker = ?
                    """, arguments: [breaker]
            ).map(Self.kept)
        }
    }

    func keep(_ override: Kept) async throws {
        try await database.write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO operations_overrides VALUES (?, ?, ?, ?, ?, ?, NULL)",
                arguments: [
                    override.breaker, override.kind.rawValue, override.owner, override.reason, override.command,
                    override.until?.timeIntervalSince1970,
                ])
        }
    }

    func willEnd(_ breaker: String, by command: String) async throws {
        try await database.write { db in
            try db.execute(
                sql: "UPDATE operations_overrides SET ended_by = ? WHERE breaker = ?", arguments: [command, breaker])
        }
    }

    func forget(_ breaker: String) async throws {
        try await database.write { db in
            try db.execute(sql: "DELETE FROM operations_overrides WHERE breaker = ?", arguments: [breaker])
        }
    }

    private static func kept(_ row: Row) -> Kept {
        Kept(
            breaker: row[0], kind: BreakerReport.Override.Kind(rawValue: row[1]), owner: row[2], reason: row[3],
            command: row[4], until: (row[5] as Double?).map { Date(timeIntervalSince1970: $0) }, endedBy: row[6])
    }
}

extension BreakerReport.Override.Kind {
    /// - Returns: nil for a kind that is not known.
    var decision: CircuitBreakerOverride.Kind? {
        switch self {
        case .forceOpen: .forceOpen
        case .halfOpen: .halfOpen
        case .disable: .disable
        case .other: nil
        }
    }

    init(_ kind: CircuitBreakerOverride.Kind) {
        self =
            switch kind {
            case .forceOpen: .forceOpen
            case .halfOpen: .halfOpen
            case .disable: .disable
            }
    }

    /// The kind that a command imposes; `nil`: it imposes nothing.
    init?(_ command: CommandKind) {
        switch command {
        case .breakerForceOpen: self = .forceOpen
        case .breakerHalfOpen: self = .halfOpen
        case .breakerDisable: self = .disable
        default: return nil
        }
    }
}
