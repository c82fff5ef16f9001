import EventSourcing
import EventSourcingTesting
import Foundation
import Testing

struct ConformanceTests {
    @Test(arguments: EventStoreConformance.Rule.allCases)
    func theStoreInMemoryKeeps(rule: EventStoreConformance.Rule) async throws {
        try await EventStoreConformance { InMemoryEventStore() }.check(rule)
    }

    @Test(arguments: EventStoreConformance.Rule.allCases)
    func theStoreInAFileKeeps(rule: EventStoreConformance.Rule) async throws {
        let folder = try TemporaryFolder()
        try await EventStoreConformance { try folder.store(UUID().uuidString) }.check(rule)
    }

    /// A suite that accepts everything would prove nothing.
    @Test func aStoreThatForgetsConflictsIsFoundOut() async {
        let conformance = EventStoreConformance { ForgetfulStore() }
        await #expect(throws: EventStoreConformance.Violation.self) {
            try await conformance.check(.aWrongVersionIsAConflictThatNamesBoth)
        }
        await #expect(throws: EventStoreConformance.Violation.self) {
            try await conformance.check(.concurrentAppendsToOneStreamLetExactlyOneThrough)
        }
    }
}

/// Appends whatever version is expected.
private struct ForgetfulStore: EventStore {
    let real = InMemoryEventStore()

    func append(_ append: Append) async throws(EventStoreError) -> Appended {
        var obliging = append
        while true {
            obliging.expectedVersion = try await real.version(of: append.stream)
            do throws(EventStoreError) { return try await real.append(obliging) } catch {
                guard case .conflict = error else { throw error }
            }
        }
    }

    func events(of stream: StreamID, after version: Int, limit: Int) async throws(EventStoreError) -> [Event] {
        try await real.events(of: stream, after: version, limit: limit)
    }
    func page(after: Int, matching filter: EventFilter, limit: Int) async throws(EventStoreError) -> EventPage {
        try await real.page(after: after, matching: filter, limit: limit)
    }
    func event(_ id: EventID) async throws(EventStoreError) -> Event? { try await real.event(id) }
    func version(of stream: StreamID) async throws(EventStoreError) -> Int { try await real.version(of: stream) }
    func head() async throws(EventStoreError) -> Int { try await real.head() }
    func arrivals() -> AsyncStream<Int> { real.arrivals() }
    func nextMessages(limit: Int) async throws(EventStoreError) -> [OutboxEntry] { [] }
    func messageWasSent(_ number: Int) async throws(EventStoreError) {}
    func messageFailed(_ number: Int, error: String, due: Date) async throws(EventStoreError) {}
    func waitingMessages() async throws(EventStoreError) -> Int { 0 }
    func snapshot(of stream: StreamID) async throws(EventStoreError) -> Snapshot? { nil }
    func keep(_ snapshot: Snapshot) async throws(EventStoreError) {}
    func discardSnapshots() async throws(EventStoreError) {}
}
