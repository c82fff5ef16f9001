import EventSourcing
import Foundation

/// One check on one store.
struct ConformanceCheck: Sendable {
    let rule: EventStoreConformance.Rule
    let store: any EventStore

    func expect(_ holds: Bool, _ detail: @autoclosure () -> String) throws {
        guard holds else { throw EventStoreConformance.Violation(rule: rule, detail: detail()) }
    }

    /// Expects an append to be refused with an error that the matcher accepts.
    func expectRefusal(of append: Append, _ isRight: (EventStoreError) -> Bool) async throws {
        let accepted: Appended
        do throws(EventStoreError) {
            accepted = try await store.append(append)
        } catch {
            return try expect(isRight(error), "the append to \(append.stream) ended with \(error)")
        }
        try expect(false, "the append to \(append.stream) was accepted at \(accepted.positions)")
    }

    func event(_ id: EventID = .random(), type: String = "Happened", _ text: String = "{}") -> NewEvent {
        NewEvent(id: id, type: type, data: Data(text.utf8))
    }

    @discardableResult
    func append(_ count: Int, to stream: StreamID, after version: Int = 0) async throws -> Appended {
        try await store.append(Append(to: stream, expecting: version, (0..<count).map { _ in event() }))
    }
}
