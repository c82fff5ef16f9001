import EventSourcing
import Foundation

/// The sagas' streams.
struct SagaStreams: Sendable {
    let store: any EventStore
    /// Told of everything that was recorded.
    let onRecord: @Sendable (SagaState, [SagaFact]) -> Void
    let now: @Sendable () -> Date

    static func stream(of saga: SagaID) -> StreamID { StreamID(category: "saga", id: saga.rawValue) }

    /// The saga as it is now; `nil`: it was never started.
    /// - Parameter revision: no fact after this one is looked at.
    func load(_ saga: SagaID, through revision: Int = .max) async throws -> SagaState? {
        let events = try await store.allEvents(of: Self.stream(of: saga)).filter { $0.version <= revision }
        return events.isEmpty ? nil : try SagaState(id: saga, events: events)
    }

    /// Records facts on exactly this state.
    /// - Parameter command: the identity of the command behind them; the same again records nothing.
    /// - Throws: ``EventStoreError/conflict(_:)`` if the saga has moved on.
    func record(_ facts: [SagaFact], on state: inout SagaState, command: String? = nil) async throws {
        let metadata = EventMetadata(correlation: state.id.rawValue, traceparent: state.traceparent)
        let events = try facts.enumerated().map { index, fact in
            try NewEvent(fact, id: command.map { EventID(command: $0, index: index) } ?? .random(), metadata: metadata)
        }
        let stream = Self.stream(of: state.id)
        let appended = try await store.append(Append(to: stream, expecting: state.revision, events))
        let moment = now()
        for fact in facts { state.apply(fact, at: moment) }
        state.revision = appended.versions.upperBound
        if !appended.isRepeat { onRecord(state, facts) }
    }
}
