import Foundation
import Resilience

extension InMemoryEventStore {
    public func nextMessages(limit: Int) async throws(EventStoreError) -> [OutboxEntry] {
        state.withLock { state in
            var keys: Set<String> = []
            return Array(state.outbox.filter { keys.insert($0.message.key).inserted }.prefix(max(0, limit)))
        }
    }

    public func messageWasSent(_ number: Int) async throws(EventStoreError) {
        state.withLock { $0.outbox.removeAll { $0.number == number } }
    }

    public func messageFailed(_ number: Int, error: String, due: Date) async throws(EventStoreError) {
        state.withLock { state in
            guard let place = state.outbox.firstIndex(where: { $0.number == number }) else { return }
            let entry = state.outbox[place]
            state.outbox[place] = OutboxEntry(
                number: number, message: entry.message, attempts: entry.attempts + 1, due: due.wholeMicroseconds,
                lastError: error)
        }
    }

    public func waitingMessages() async throws(EventStoreError) -> Int {
        state.withLock { $0.outbox.count }
    }

    public func snapshot(of stream: StreamID) async throws(EventStoreError) -> Snapshot? {
        state.withLock { $0.snapshots[stream] }
    }

    public func keep(_ snapshot: Snapshot) async throws(EventStoreError) {
        state.withLock { state in
            if let kept = state.snapshots[snapshot.stream], !snapshot.replaces(kept) { return }
            state.snapshots[snapshot.stream] = snapshot
        }
    }

    public func discardSnapshots() async throws(EventStoreError) {
        state.withLock { $0.snapshots.removeAll() }
    }
}

extension Snapshot {
    /// Whether this one is worth keeping in the other's place.
    func replaces(_ other: Snapshot) -> Bool {
        schemaVersion != other.schemaVersion || version > other.version
    }
}
