import AsyncHTTPClient
import EventSourcing
import EventSourcingHTTP
import Foundation
import GRDB
import Resilience
import ResilienceTesting
import Testing

/// A publisher in a process of its own, killed and started again; the consumer here.
@Suite(.serialized)
struct BusAcrossProcessesTests {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("feed-\(UUID().uuidString)")
    let received = Shared<[Event]>([])

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private var path: String { folder.appendingPathComponent("events.sqlite").path }

    private func bus(_ port: Int, _ client: HTTPClient, _ database: any DatabaseWriter) async -> EventBus {
        let source = RemoteEventSource(name: "fixture", url: "http://127.0.0.1:\(port)/events", client: client)
        let bus = EventBus(sources: [source], database: database)
        let quick = DeliveryRetry(backoff: Backoff(initial: .milliseconds(10), limit: .milliseconds(100)))
        await bus.subscribe(
            Subscription(group: "g", effects: .none, retry: quick) { [received] event, _ in
                received.change { $0.append(event) }
            })
        return bus
    }

    /// - Parameter killing: whether the consumer ends in between too; then events may come twice.
    @Test(arguments: [false, true])
    func aPublisherThatIsKilledLosesNothingAndNothingOvertakes(killing: Bool) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var random = SeededGenerator(seed: killing ? 2 : 1)
        let database = try DatabaseQueue(path: folder.appendingPathComponent("consumer.sqlite").path)
        let client = HTTPClient(configuration: HTTPEventTransport.configuration())
        var acknowledged: Set<String> = []
        var publisher = try await FeedFixture(path, port: 0, run: "0")
        let port = publisher.port
        var consumer = Task { [bus = await bus(port, client, database)] in try await bus.run() }
        for run in 1...4 {
            try await publisher.acknowledges(Int.random(in: 20...200, using: &random))
            if killing {
                consumer.cancel()
                _ = await consumer.result
            }
            acknowledged.formUnion(publisher.kill())
            publisher = try await FeedFixture(path, port: port, run: run < 4 ? "\(run)" : nil)
            if killing { consumer = Task { [bus = await bus(port, client, database)] in try await bus.run() } }
        }
        let head = try SQLiteEventStore(path: path)
        let all = try await head.page(after: 0, matching: .all, limit: Int.max).events
        #expect(acknowledged.subtracting(all.map(\.id.rawValue)).isEmpty)
        try await eventually("every event has come") { Set(received.value.map(\.id)).count == all.count }
        consumer.cancel()
        _ = await consumer.result
        _ = publisher.kill()
        try await client.shutdown()

        for (stream, events) in Dictionary(grouping: received.value, by: \.stream) {
            let versions = events.map(\.version)
            let expected = all.count { $0.stream == stream }
            if killing {
                // A consumer that ends may get again what it had not noted yet, and nothing else.
                var last = 0
                for version in versions {
                    #expect(version <= last + 1, "\(stream) \(version) after \(last)")
                    last = max(last, version)
                }
                #expect(last == expected)
            } else {
                #expect(versions == Array(1...expected), "\(stream)")
            }
        }
    }

    @Test func aFloodOfNormalEventsDoesNotDelayACriticalOne() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try DatabaseQueue()
        let client = HTTPClient(configuration: HTTPEventTransport.configuration())
        let publisher = try await FeedFixture(path, port: 0, run: "flood")
        try await publisher.acknowledges(400)
        let source = RemoteEventSource(
            name: "fixture", url: "http://127.0.0.1:\(publisher.port)/events", client: client)
        let bus = EventBus(sources: [source], database: database)
        let gate = AsyncStream<Void>.makeStream()
        await bus.subscribe(
            Subscription(group: "g", effects: .none) { [received] event, _ in
                if event.lane == .normal { for await _ in gate.stream {} }
                received.change { $0.append(event) }
            })
        let consumer = Task { try await bus.run() }
        // Not one normal event gets through before the gate opens; critical ones do, old and new.
        try await eventually("critical ones are delivered") { received.value.count >= 100 }
        #expect(received.value.allSatisfy { $0.lane == .critical })
        gate.continuation.finish()
        try await eventually("then all the others") { received.value.contains { $0.lane == .normal } }
        consumer.cancel()
        _ = await consumer.result
        _ = publisher.kill()
        try await client.shutdown()
    }
}
