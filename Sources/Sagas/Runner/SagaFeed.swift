import EventSourcing
import Foundation
import GRDB
import Resilience

/// A saga as it is after its last change.
public struct SagaChange: Sendable, Hashable {
    /// The number of the change: it grows, over all sagas of a store.
    public let number: Int
    /// The saga.
    public let state: SagaState
}

/// A fact of a saga, and when it was recorded.
public struct RecordedSagaFact: Sendable, Hashable {
    /// What happened.
    public let fact: SagaFact
    /// When it was recorded.
    public let at: Date
}

extension SagaRunner {
    /// The sagas that have changed after a change, in the order of their last change: each once, as it is now.
    ///
    /// What was recorded a moment ago is among them as soon as ``run()`` has taken note of it; ``changes()`` tells when.
    /// - Parameters:
    ///   - statuses: only these; empty: all. A saga that leaves them is not told of.
    ///   - name: only this definition's.
    public func changes(
        after number: Int, statuses: Set<SagaStatus> = [], name: String? = nil, limit: Int = 100
    ) async throws -> [SagaChange] {
        try await list.changes(after: number, statuses: statuses, name: name, limit: limit)
    }

    /// Tells that sagas have changed, by the number of the last change. A slow listener gets only the newest.
    public nonisolated func changes() -> AsyncStream<Int> {
        changeBell.listen()
    }

    /// Everything that has happened to a saga, oldest first; empty: there is none.
    public func history(of id: SagaID) async throws -> [RecordedSagaFact] {
        let decoder = EventDecoder<SagaFact>()
        return try await streams.store.allEvents(of: SagaStreams.stream(of: id)).map { event in
            RecordedSagaFact(fact: try decoder.decode(event), at: event.timestamp)
        }
    }
}

extension SagaList {
    func changes(
        after number: Int, statuses: Set<SagaStatus>, name: String?, limit: Int
    ) async throws -> [SagaChange] {
        try await database.readOneMoment { db in
            guard try db.tableExists("sagas"), try db.columns(in: "sagas").contains(where: { $0.name == "changed" })
            else { return [] }
            var conditions = ["changed > ?"]
            var arguments: StatementArguments = [number]
            if !statuses.isEmpty {
                conditions.append("status IN (\(databaseQuestionMarks(count: statuses.count)))")
                arguments += StatementArguments(statuses.map(\.rawValue).sorted())
            }
            if let name {
                conditions.append("name = ?")
                arguments += [name]
            }
            arguments += [max(0, limit)]
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT changed, state FROM sagas WHERE \(conditions.joined(separator: " AND "))
                    ORDER BY changed LIMIT ?
                    """, arguments: arguments
            ).map { row in
                SagaChange(number: row[0], state: try JSONDecoder().decode(SagaState.self, from: row[1] as Data))
            }
        }
    }
}
