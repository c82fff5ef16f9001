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

    private let memory = SagaMemory()

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
        try apply([event], to: tables, in: db)
    }

    /// A saga that several events change is written once.
    public func apply(_ events: [Event], to tables: ReadModelTables, in db: Database) throws {
        let table = tables["sagas"]
        var changed: [SagaID: SagaChange] = [:]
        for event in events {
            let id = SagaID(rawValue: String(event.stream.rawValue.dropFirst("saga-".count)))
            var state = try changed.removeValue(forKey: id)?.state ?? known(id, table, db) ?? SagaState(id: id)
            try state.apply([event])
            changed[id] = SagaChange(number: event.position, state: state)
        }
        let inOrder = changed.values.sorted { $0.number < $1.number }
        for change in inOrder { try write(change, table, db) }
        memory.keep(inOrder, db)
    }

    /// Sagas under way are mostly in memory as they are in the table: then their texts need not be decoded again.
    private func known(_ id: SagaID, _ table: String, _ db: Database) throws -> SagaState? {
        let present = try Int.fetchOne(
            db.cachedStatement(sql: "SELECT changed FROM \(table) WHERE id = ?"), arguments: [id.rawValue])
        guard let present else { return nil }
        if let kept = memory.state(of: id, after: present, db) { return kept }
        let text = try Data.fetchOne(
            db.cachedStatement(sql: "SELECT state FROM \(table) WHERE id = ?"), arguments: [id.rawValue])
        return try text.map { try JSONDecoder().decode(SagaState.self, from: $0) }
    }

    private func write(_ change: SagaChange, _ table: String, _ db: Database) throws {
        let state = change.state
        let due: Double? =
            state.status.isFinal || state.status == .needsAttention
            ? nil : (state.due ?? state.updatedAt)?.timeIntervalSince1970
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO \(table) VALUES (?, ?, ?, ?, ?, ?)").execute(
            arguments: [
                state.id.rawValue, state.name, state.status.rawValue, due, JSONEncoder().encode(state), change.number,
            ])
    }
}
