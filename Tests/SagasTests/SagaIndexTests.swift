import EventSourcing
import Foundation
import GRDB
import ResilienceTesting
import Testing

@testable import Sagas

/// The list of all sagas, however its events come: one by one, many at once, again after a failure.
struct SagaIndexTests {
    /// Events of three sagas: completed, compensated, waiting for one that is not reached.
    private func events() async throws -> [Event] {
        let bench = try await SagaBench(
            World { call in
                switch (call.saga, call.step) {
                case ("order-1", "CreateShipment"): .refuses
                case ("order-2", "ProcessPayment"): .isNotReached
                default: .fine
                }
            })
        for number in 0..<3 { try await bench.start(SagaID(rawValue: "order-\(number)")) }
        for number in 0..<3 { _ = try await bench.worker().advance(SagaID(rawValue: "order-\(number)")) }
        return try await bench.store.page(after: 0, matching: SagaIndex().filter, limit: 1_000).events
    }

    private struct Line: Equatable {
        let id: String
        let status: String
        let due: Double?
        let state: SagaState
        let changed: Int
    }

    private func lines(_ database: DatabaseQueue) async throws -> [Line] {
        try await database.read { db in
            try Row.fetchAll(db, sql: "SELECT id, status, due, state, changed FROM sagas ORDER BY id").map { row in
                Line(
                    id: row[0], status: row[1], due: row[2],
                    state: try JSONDecoder().decode(SagaState.self, from: row[3] as Data), changed: row[4])
            }
        }
    }

    /// What each saga's own events make of it.
    private func expected(_ events: [Event]) throws -> [SagaState] {
        let streams = Dictionary(grouping: events) { $0.stream.rawValue }
        return try streams.sorted { $0.key < $1.key }.map { stream, events in
            try SagaState(id: SagaID(rawValue: String(stream.dropFirst("saga-".count))), events: events)
        }
    }

    @Test(arguments: [1, 2, 3, 7, 1_000]) func theListIsTheSameHoweverManyEventsComeAtOnce(size: Int) async throws {
        let events = try await events()
        let database = try DatabaseQueue()
        let index = SagaIndex()
        try await database.write { try index.create(.live, in: $0) }
        for start in stride(from: 0, to: events.count, by: size) {
            let part = Array(events[start..<min(events.count, start + size)])
            try await database.write { try index.apply(part, to: .live, in: $0) }
        }
        let found = try await lines(database)
        #expect(found.map(\.state) == (try expected(events)))
        #expect(found.map(\.status) == ["completed", "compensated", "waiting"])
        #expect(found.map { $0.due == nil } == [true, true, false])
        #expect(found.map(\.changed).max() == events.last?.position)
    }

    /// What it remembers of sagas under way must not outlive a transaction that was undone.
    @Test func whatWasRolledBackIsNotRemembered() async throws {
        struct DiskFails: Error {}
        let events = try await events()
        let database = try DatabaseQueue()
        let index = SagaIndex()
        try await database.write { try index.create(.live, in: $0) }
        for event in events {
            await #expect(throws: DiskFails.self) {
                try await database.write { db in
                    try index.apply([event], to: .live, in: db)
                    throw DiskFails()
                }
            }
            try await database.write { try index.apply([event], to: .live, in: $0) }
        }
        #expect(try await lines(database).map(\.state) == expected(events))
    }

    /// Another runner, in this process or another, writes the same list in turns.
    @Test func whatAnotherHasWrittenMeanwhileIsRead() async throws {
        let events = try await events()
        let database = try DatabaseQueue()
        let indexes = [SagaIndex(), SagaIndex(), SagaIndex()]
        try await database.write { try indexes[0].create(.live, in: $0) }
        for (number, event) in events.enumerated() {
            try await database.write { try indexes[number % 3].apply([event], to: .live, in: $0) }
        }
        #expect(try await lines(database).map(\.state) == expected(events))
    }

    @Test func aStateThatIsInMemoryIsNotReadAgain() async throws {
        let events = try await events().filter { $0.stream == "saga-order-2" }
        let database = try DatabaseQueue()
        let index = SagaIndex()
        try await database.write { try index.create(.live, in: $0) }
        for event in events {
            // A text that nobody could read does no harm: it is the row's number of the last change that is believed.
            try await database.write { db in
                try index.apply([event], to: .live, in: db)
                try db.execute(sql: "UPDATE sagas SET state = 'unreadable'")
            }
        }
        try await database.write { db in
            let kept = try #require(try Int.fetchOne(db, sql: "SELECT changed FROM sagas"))
            #expect(kept == events.last?.position)
        }
    }

    @Test func whatIsAskedAgainAndAgainReadsNoLeaseThatHasLapsed() async throws {
        let database = try DatabaseQueue()
        try await SagaLeases(database: database).create()
        try await database.write { try SagaIndex().create(.live, in: $0) }
        let plans = try await database.read { db in
            try [
                "SELECT min(until) FROM saga_leases WHERE until > 1 AND worker <> 'me'",
                "SELECT EXISTS (SELECT 1 FROM saga_leases WHERE until < 1)", "DELETE FROM saga_leases WHERE until < 1",
                "SELECT min(due) AS moment FROM sagas WHERE due > 1",
            ].map { sql in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)").map { $0["detail"] as String }.joined()
            }
        }
        for plan in plans { #expect(plan.contains("_by_until") || plan.contains("_by_due"), "\(plan)") }
    }
}
