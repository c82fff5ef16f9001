import Foundation
import Resilience

/// A store that forgets everything with its process: for tests, and for trying things out.
public final class InMemoryEventStore: EventStore {
    struct State: Sendable {
        var log: [Event] = []
        /// Positions of a stream's events.
        var streams: [StreamID: [Int]] = [:]
        var positions: [EventID: Int] = [:]
        var outbox: [OutboxEntry] = []
        var lastMessage = 0
        var snapshots: [StreamID: Snapshot] = [:]
    }

    let state = Locked(State())
    private let bell = Broadcast<Int>()
    private let now: @Sendable () -> Date

    /// An empty store.
    /// - Parameter now: the time of day, for the events' timestamps.
    public init(now: @escaping @Sendable () -> Date = { Date() }) {
        self.now = now
    }

    public func append(_ append: Append) async throws(EventStoreError) -> Appended {
        try append.validate()
        let timestamp = now().wholeMicroseconds
        let result: Result<Appended, EventStoreError> = state.withLock { state in
            do throws(EventStoreError) {
                return .success(try state.append(append, at: timestamp))
            } catch {
                return .failure(error)
            }
        }
        let appended = try result.get()
        if !appended.isRepeat { bell.send(appended.positions.upperBound) }
        return appended
    }

    public func events(of stream: StreamID, after version: Int, limit: Int) async throws(EventStoreError) -> [Event] {
        state.withLock { state in
            (state.streams[stream] ?? []).dropFirst(max(0, version)).prefix(max(0, limit)).map { state.log[$0 - 1] }
        }
    }

    public func page(
        after position: Int, matching filter: EventFilter, limit: Int
    ) async throws(EventStoreError) -> EventPage {
        state.withLock { state in
            let head = state.log.count
            var found: [Event] = []
            for event in state.log.dropFirst(max(0, position)) where filter.passes(event) {
                found.append(event)
                if found.count >= limit { return EventPage(events: found, next: event.position, head: head) }
            }
            return EventPage(events: found, next: max(position, head), head: head)
        }
    }

    public func event(_ id: EventID) async throws(EventStoreError) -> Event? {
        state.withLock { state in state.positions[id].map { state.log[$0 - 1] } }
    }

    public func version(of stream: StreamID) async throws(EventStoreError) -> Int {
        state.withLock { $0.streams[stream]?.count ?? 0 }
    }

    public func head() async throws(EventStoreError) -> Int {
        state.withLock { $0.log.count }
    }

    public func arrivals() -> AsyncStream<Int> {
        bell.listen()
    }
}

extension InMemoryEventStore.State {
    mutating func append(_ append: Append, at timestamp: Date) throws(EventStoreError) -> Appended {
        if let repeated = try earlier(append) { return repeated }
        let version = streams[append.stream]?.count ?? 0
        guard version == append.expectedVersion else {
            throw .conflict(AppendConflict(stream: append.stream, expected: append.expectedVersion, actual: version))
        }
        let lane = streams[append.stream]?.first.map { log[$0 - 1].lane } ?? append.lane
        let first = log.count + 1
        for (index, new) in append.events.enumerated() {
            log.append(
                Event(
                    id: new.id, stream: append.stream, version: version + index + 1, position: first + index,
                    type: new.type, schemaVersion: new.schemaVersion, data: new.data, timestamp: timestamp, lane: lane,
                    metadata: new.metadata))
            positions[new.id] = first + index
        }
        streams[append.stream, default: []] += first...log.count
        for message in append.messages {
            lastMessage += 1
            outbox.append(
                OutboxEntry(number: lastMessage, message: message, attempts: 0, due: timestamp, lastError: nil))
        }
        return Appended(versions: version + 1...version + append.events.count, positions: first...log.count)
    }

    /// The answer of the same append earlier; `nil`: there was none.
    private func earlier(_ append: Append) throws(EventStoreError) -> Appended? {
        let known = append.events.compactMap { event in positions[event.id].map { log[$0 - 1] } }
        return try Appended(repeating: append, known: known)
    }
}

extension Appended {
    /// What the same append was answered; `nil` if none of its events is known.
    /// - Parameter known: the recorded events with ids of this append, in its order.
    init?(repeating append: Append, known: [Event]) throws(EventStoreError) {
        guard let first = known.first, let last = known.last else { return nil }
        let isSame =
            known.count == append.events.count && known.allSatisfy { $0.stream == append.stream }
            && last.version - first.version == known.count - 1
            && zip(known, known.dropFirst()).allSatisfy { $0.version < $1.version }
        guard isSame else { throw .eventIDInUse(first.id, stream: first.stream, version: first.version) }
        self.init(
            versions: first.version...last.version, positions: first.position...last.position, isRepeat: true)
    }
}

extension Date {
    /// The same to the microsecond, which is what stores keep.
    var wholeMicroseconds: Date { Date(microseconds: microseconds) }

    var microseconds: Int { Int((timeIntervalSince1970 * 1_000_000).rounded()) }

    init(microseconds: Int) {
        self.init(timeIntervalSince1970: Double(microseconds) / 1_000_000)
    }
}
