import EventSourcing
import Foundation
import GRDB
import Synchronization

/// Events from a store through the bus to a handler that does nothing.
struct BusBench: Sendable {
    let folder: String
    let count = 50_000

    func run() async throws {
        let store = try SQLiteEventStore(path: "\(folder)/bus.sqlite")
        let (delivered, tell) = AsyncStream<ContinuousClock.Instant>.makeStream()
        for number in 0..<count / 100 {
            let events = (0..<100).map { _ in NewEvent(type: "Happened", data: Data("{}".utf8)) }
            _ = try await store.append(Append(to: StreamID(rawValue: "s-\(number)"), expecting: 0, events))
        }
        let bus = EventBus(sources: [StoreEventSource(store, name: "bench")], database: store.database)
        await bus.subscribe(
            Subscription(group: "bench", effects: .none) { _, _ in _ = tell.yield(ContinuousClock.now) })
        let running = Task { try await bus.run() }
        defer { running.cancel() }
        var arrivals = delivered.makeAsyncIterator()
        report("bus, one group", await rate(of: count) { for _ in 0..<count { _ = await arrivals.next() } })
        var delays: [Duration] = []
        for version in 0..<500 {
            let event = NewEvent(type: "Happened", data: Data("{}".utf8))
            _ = try await store.append(Append(to: "late-1", expecting: version, [event]))
            let appended = ContinuousClock.now
            if let arrived = await arrivals.next() { delays.append(max(.zero, appended.duration(to: arrived))) }
        }
        delays.sort()
        print("bus, from acknowledged append to handler: p50 \(delays[250]), p99 \(delays[495])")
    }
}
