import EventSourcing
import Foundation
import GRDB
import ResilienceTesting
import Testing

struct ProjectionTests {
    let folder: TemporaryFolder
    let store: SQLiteEventStore
    let accounts: Repository<Account>

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.store()
        accounts = Repository(store: store)
    }

    private func runner(_ projection: Balances = Balances(), batchSize: Int = 3) -> ProjectionRunner<Balances> {
        ProjectionRunner(
            projection, from: StoreEventSource(store, name: "bank"), into: store.database, batchSize: batchSize)
    }

    private func fill(_ count: Int = 10) async throws {
        for number in 0..<count {
            try await accounts.tell("\(number)", .open(owner: "ada"))
            try await accounts.tell("\(number)", .deposit(cents: 100 + number))
        }
    }

    private func expected(_ factor: Int = 1, count: Int = 10) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: (0..<count).map { ("account-\($0)", (100 + $0) * factor) })
    }

    @Test func theReadModelFollowsTheEvents() async throws {
        let runner = runner()
        try await alongside {
            try await runner.run()
        } _: {
            try await fill()
            try await eventually("the read model is complete") { try await Balances.read(store.database) == expected() }
            try await eventually("the status says so") {
                let status = await runner.status
                return status.position == 20 && status.lag == 0 && status.state == .running && status.rate > 0
                    && status.appliedUpTo != nil
            }
        }
    }

    @Test func whatIsAppliedIsToldOnceAndNotAgainByARebuild() async throws {
        let told = Shared<[Int]>([])
        let runner = ProjectionRunner(
            Balances(), from: StoreEventSource(store, name: "bank"), into: store.database, batchSize: 3
        ) { events, _ in told.change { $0 += events.map(\.position) } }
        try await alongside {
            try await runner.run()
        } _: {
            try await fill()
            try await eventually("it has caught up") { await runner.status.position == 20 }
            await runner.rebuild()
            try await eventually("the rebuilt one is live") { await runner.status.generation == 2 }
        }
        #expect(told.value == Array(1...20))
    }

    @Test func itGoesOnWhereItStoppedAndAppliesNothingTwice() async throws {
        for _ in 0..<3 {
            let before = try await store.head()
            try await accounts.tell("1", before == 0 ? .open(owner: "ada") : .deposit(cents: 5))
            let runner = runner()
            try await alongside {
                try await runner.run()
            } _: {
                try await eventually("it has caught up") { await runner.status.position == before + 1 }
            }
        }
        #expect(try await Balances.read(store.database) == ["account-1": 10])
    }

    @Test func anUnknownEventStopsItLoudlyAfterEverythingThatComesBefore() async throws {
        try await accounts.tell("1", .open(owner: "ada"))
        try await accounts.tell("1", .deposit(cents: 5))
        _ = try await store.append(
            Append(to: "account-1", expecting: 2, [NewEvent(type: "Vanished", data: Data("{}".utf8))]))
        try await accounts.tell("2", .open(owner: "bob"))
        for _ in 0..<2 {
            let runner = runner(batchSize: 10)
            let stopped = await #expect(throws: ProjectionStopped.self) { try await runner.run() }
            #expect(stopped?.position == 3 && stopped?.type == "Vanished")
            guard case .stopped(let reason) = await runner.status.state else { return #expect(Bool(false)) }
            #expect(reason.contains("no such type is known here"))
            let status = await runner.status
            #expect(status.position == 2 && status.lag == 2)
            #expect(try await Balances.read(store.database) == ["account-1": 5])
        }
    }

    /// The disk fails in the middle of a batch, after the first of its events has been written.
    @Test func readModelAndCheckpointChangeTogetherOrNotAtAll() async throws {
        try await fill(2)
        let clock = ManualClock()
        let failures = Shared(3)
        let projection = FailingBalances(failures: failures)
        let runner = ProjectionRunner(
            projection, from: StoreEventSource(store, name: "bank"), into: store.database, batchSize: 4, clock: clock)
        try await alongside {
            try await runner.run()
        } _: {
            for left in [2, 1, 0] {
                try await eventually("it has failed") { failures.value == left }
                try await eventually("it says so") { await runner.status.trouble != nil }
                #expect(try await Balances.read(store.database).isEmpty)
                #expect(await runner.status.position == 0)
                let kept = try await store.database.read { db in
                    try Int.fetchOne(db, sql: "SELECT position FROM projection_checkpoints WHERE name = 'balances'")
                }
                #expect(kept == 0)
                await clock.waitForSleepers()
                clock.advanceToNextSleeper()
            }
            try await eventually("it has caught up") { await runner.status.position == 4 }
        }
        #expect(try await Balances.read(store.database) == expected(count: 2))
    }

    @Test func ofTwoRunnersTheLaterOneGoesOn() async throws {
        let (first, second) = (runner(), runner())
        try await fill(2)
        let earlier = Task { try await first.run() }
        try await eventually("the first has caught up") { await first.status.position == 4 }
        try await alongside {
            try await second.run()
        } _: {
            try await eventually("the second has begun") { await second.status.state == .running }
            try await accounts.tell("1", .deposit(cents: 1))
            await #expect(throws: ProjectionTakenOver.self) { try await earlier.value }
            try await eventually("the second has caught up") { await second.status.position == 5 }
        }
        #expect(try await Balances.read(store.database) == ["account-0": 100, "account-1": 102])
    }

    @Test func aRebuildTakesTheLiveOnesPlaceInOneMoment() async throws {
        try await fill()
        let runner = runner()
        let seen = Shared<Set<Int>>([])
        try await alongside {
            try await runner.run()
        } _: {
            try await eventually("it has caught up") { await runner.status.position == 20 }
            // What is wrong with the read model is healed by making it anew.
            try await store.database.write { db in try db.execute(sql: "UPDATE balances SET cents = -1") }
            try await alongside {
                while true {
                    try Task.checkCancellation()
                    let sums = try await Balances.read(store.database)
                    seen.change { _ = $0.insert(sums.values.reduce(0, +)) }
                }
            } _: {
                await runner.rebuild()
                try await eventually("the rebuilt one is live") { await runner.status.generation == 2 }
            }
            #expect(try await Balances.read(store.database) == expected())
            #expect(await runner.status.rebuild == nil)
        }
        #expect(seen.value.isSubset(of: [-10, 1_045]))
        let tables = try await store.database.read { db in
            try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'balances%'")
        }
        #expect(tables == ["balances"])
    }

    @Test func aNewVersionIsRebuiltByItselfAndEventsKeepComing() async throws {
        try await fill(5)
        let old = runner()
        try await alongside {
            try await old.run()
        } _: {
            try await eventually("the old one has caught up") { await old.status.position == 10 }
        }
        let new = runner(Balances(version: 2, factor: 10), batchSize: 1)
        try await alongside {
            try await new.run()
        } _: {
            try await accounts.tell("0", .deposit(cents: 1))
            try await eventually("the new one is live") { await new.status.generation == 2 }
            try await accounts.tell("0", .deposit(cents: 1))
            try await eventually("it has caught up") { await new.status.position == 12 }
        }
        #expect(try await Balances.read(store.database)["account-0"] == 1_020)
    }

    @Test func aRebuildsProgressRateAndLagAreToldWhileTheLiveOneGoesOn() async throws {
        try await fill()
        // Nothing of the middle is given out while it is held.
        let isHeld = Shared(false)
        let source = HookedSource(StoreEventSource(store, name: "bank")) { position in
            while (6..<20).contains(position), isHeld.value {
                try Task.checkCancellation()
                await Task.yield()
            }
        }
        let runner = ProjectionRunner(Balances(), from: source, into: store.database, batchSize: 3)
        try await alongside {
            try await runner.run()
        } _: {
            try await eventually("it has caught up") { await runner.status.position == 20 }
            isHeld.change { $0 = true }
            await runner.rebuild()
            try await eventually("it is held in the middle") { await runner.status.rebuild?.position == 6 }
            let rebuild = try #require(await runner.status.rebuild)
            #expect(rebuild.target == 20 && rebuild.lag == 14 && rebuild.rate > 0)
            try await accounts.tell("0", .deposit(cents: 1))
            try await eventually("the live one goes on") {
                let status = await runner.status
                return status.position == 21 && status.lag == 0 && status.generation == 1
            }
            #expect(try await Balances.read(store.database)["account-0"] == 101)
            isHeld.change { $0 = false }
            try await eventually("the rebuilt one is live") { await runner.status.generation == 2 }
            #expect(await runner.status.rebuild == nil)
            #expect(try await Balances.read(store.database)["account-0"] == 101)
        }
    }

    @Test func anInterruptedRebuildGoesOn() async throws {
        try await fill()
        let source = HookedSource(StoreEventSource(store, name: "bank")) { if $0 > 8 { throw Broken() } }
        let clock = ManualClock()
        let first = ProjectionRunner(Balances(), from: source, into: store.database, batchSize: 3, clock: clock)
        try await alongside {
            try await first.run()
        } _: {
            await first.rebuild()
            try await eventually("the trouble is told") { await first.status.trouble == "Broken()" }
        }
        let second = runner()
        try await alongside {
            try await second.run()
        } _: {
            try await eventually("the rebuilt one is live") { await second.status.generation == 2 }
        }
        #expect(try await Balances.read(store.database) == expected())
    }
}

struct Broken: Error {}

/// A source of which every page is preceded by something: it breaks down, or waits.
private struct HookedSource: EventSource {
    let real: any EventSource
    let before: @Sendable (_ position: Int) async throws -> Void
    var name: String { real.name }

    init(_ real: any EventSource, before: @escaping @Sendable (_ position: Int) async throws -> Void) {
        self.real = real
        self.before = before
    }

    func page(
        after position: Int, matching filter: EventFilter, limit: Int, waitingUpTo patience: Duration
    ) async throws -> EventPage {
        try await before(position)
        return try await real.page(after: position, matching: filter, limit: limit, waitingUpTo: patience)
    }
}

/// Balances on a disk that fails some times, each time with the second event that is applied.
private struct FailingBalances: Projection {
    let failures: Shared<Int>
    let real = Balances()
    var name: String { real.name }
    var tables: [String] { real.tables }

    func create(_ tables: ReadModelTables, in db: Database) throws { try real.create(tables, in: db) }

    func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
        try real.apply(event, to: tables, in: db)
        guard event.position == 2, failures.value > 0 else { return }
        failures.change { $0 -= 1 }
        throw DatabaseError(resultCode: .SQLITE_IOERR)
    }
}
