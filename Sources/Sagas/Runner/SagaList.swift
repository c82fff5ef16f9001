import EventSourcing
import Foundation
import GRDB

/// Which sagas a person wants to see.
public struct SagaQuery: Sendable, Hashable {
    /// Only these statuses; empty: all.
    public var statuses: Set<SagaStatus>
    /// Only this definition's.
    public var name: String?
    /// Those that come after this one, by identity.
    public var after: SagaID?
    /// At most so many.
    public var limit: Int

    /// A query.
    public init(statuses: Set<SagaStatus> = [], name: String? = nil, after: SagaID? = nil, limit: Int = 100) {
        self.statuses = statuses
        self.name = name
        self.after = after
        self.limit = limit
    }
}

/// Reads the list of all sagas.
struct SagaList: Sendable {
    let database: any DatabaseReader

    func sagas(_ query: SagaQuery) async throws -> [SagaState] {
        try await database.readOneMoment { db in
            guard try db.tableExists("sagas") else { return [] }
            var conditions = ["id > ?"]
            var arguments: StatementArguments = [query.after?.rawValue ?? ""]
            if !query.statuses.isEmpty {
                conditions.append("status IN (\(databaseQuestionMarks(count: query.statuses.count)))")
                arguments += StatementArguments(query.statuses.map(\.rawValue).sorted())
            }
            if let name = query.name {
                conditions.append("name = ?")
                arguments += [name]
            }
            arguments += [max(0, query.limit)]
            return try Data.fetchAll(
                db, sql: "SELECT state FROM sagas WHERE \(conditions.joined(separator: " AND ")) ORDER BY id LIMIT ?",
                arguments: arguments
            ).map { try JSONDecoder().decode(SagaState.self, from: $0) }
        }
    }

    /// Sagas of some names that are due and that no other worker has, the longest due first.
    func due(
        at now: Date, named names: [String], for holder: SagaLeases.Holder, limit: Int
    ) async throws -> [SagaID] {
        try await database.readOneMoment { db in
            let present = now.timeIntervalSince1970
            return try String.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT s.id FROM sagas s LEFT JOIN saga_leases l ON l.saga = s.id
                        WHERE s.due <= ? AND (l.until IS NULL OR l.until <= ? OR l.worker = ?)
                        AND s.name IN (\(databaseQuestionMarks(count: names.count)))
                        ORDER BY s.due LIMIT ?
                        """),
                arguments: [present, present, holder.worker] + StatementArguments(names) + [limit]
            ).map { SagaID(rawValue: $0) }
        }
    }

    /// When the next saga becomes due, or another worker's lease lapses; `nil`: neither is in sight.
    func nextDue(after now: Date, for holder: SagaLeases.Holder) async throws -> Date? {
        try await database.readOneMoment { db in
            try Double.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT min(moment) FROM (
                            SELECT min(due) AS moment FROM sagas WHERE due > ?
                            UNION ALL
                            SELECT min(until) FROM saga_leases WHERE until > ? AND worker <> ?)
                        """),
                arguments: [now.timeIntervalSince1970, now.timeIntervalSince1970, holder.worker]
            ).map { Date(timeIntervalSince1970: $0) }
        }
    }
}
