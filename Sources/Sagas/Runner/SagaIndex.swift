import EventSourcing
import Foundation
import GRDB

/// The list of all sagas, as a read model: what is due, and what operators look through.
public struct SagaIndex: Projection {
    public let name = "sagas"
    public let tables = ["sagas"]
    /// 2: the sagas by their last change.
    public let version = 2

    public let filter = EventFilter(types: [
        "SagaStarted", "SagaLeased", "SagaStepStarted", "SagaStepDelayed", "SagaStepSucceeded", "SagaStepFailed",
        "SagaStepSkipped", "SagaCompensating", "SagaStepCompensated", "SagaStepCompensationFailed",
        "SagaNeedsAttention", "SagaAnswerCameLate", "SagaIntervened", "SagaEnded",
    ])

    /// The projection, as ``SagaRunner`` keeps it.
    public init() {}

    public func create(_ tables: ReadModelTables, in db: Database) throws {
        let table = tables["sagas"]
        try db.execute(
            sql: """
                CREATE TABLE \(table) (
                    id TEXT PRIMARY KEY, name TEXT NOT NULL, status TEXT NOT NULL, due REAL, state BLOB NOT NULL,
                    changed INTEGER NOT NULL
                );
                CREATE INDEX \(table)_by_due ON \(table) (due) WHERE due IS NOT NULL;
                CREATE INDEX \(table)_by_status ON \(table) (status, id);
                CREATE INDEX \(table)_by_change ON \(table) (changed);
                """)
    }

    public func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
        let table = tables["sagas"]
        let id = SagaID(rawValue: String(event.stream.rawValue.dropFirst("saga-".count)))
        let known = try Data.fetchOne(
            db.cachedStatement(sql: "SELECT state FROM \(table) WHERE id = ?"), arguments: [id.rawValue])
        var state = try known.map { try JSONDecoder().decode(SagaState.self, from: $0) } ?? SagaState(id: id)
        try state.apply([event])
        let due: Double? =
            state.status.isFinal || state.status == .needsAttention
            ? nil : (state.due ?? event.timestamp).timeIntervalSince1970
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO \(table) VALUES (?, ?, ?, ?, ?, ?)").execute(
            arguments: [
                id.rawValue, state.name, state.status.rawValue, due, JSONEncoder().encode(state), event.position,
            ])
    }
}
