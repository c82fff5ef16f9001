import EventSourcing
import GRDB
import Resilience

/// Sagas under way as the list last wrote them.
///
/// What is kept here is believed only beside a row that the same event has changed last, of the same database: after a
/// transaction that was rolled back, or when another process has written, the row is another one and is read instead.
final class SagaMemory: Sendable {
    private struct Kept: Sendable {
        let change: SagaChange
        let database: ObjectIdentifier
    }

    /// Sagas at most.
    static let limit = 1_024

    private let sagas = Locked<[SagaID: Kept]>([:])

    func state(of saga: SagaID, after change: Int, _ db: Database) -> SagaState? {
        sagas.withLock { sagas in
            guard let kept = sagas[saga], kept.change.number == change, kept.database == ObjectIdentifier(db) else {
                return nil
            }
            return kept.change.state
        }
    }

    func keep(_ changes: [SagaChange], _ db: Database) {
        sagas.withLock { sagas in
            for change in changes {
                guard !change.state.status.isFinal else {
                    sagas[change.state.id] = nil
                    continue
                }
                // Which ones are forgotten does not matter: they are read again.
                if sagas.count >= Self.limit { sagas.removeAll() }
                sagas[change.state.id] = Kept(change: change, database: ObjectIdentifier(db))
            }
        }
    }
}
