import EventSourcing
import Foundation
import GRDB
import ResilienceTesting
import Testing

/// Projections that take many events at once.
struct ProjectionPageTests {
    /// Balances that remember how many events came at once.
    private struct PagedBalances: Projection {
        let pages: Shared<[Int]>
        private let balances = Balances()

        init(pages: Shared<[Int]>) { self.pages = pages }

        var name: String { balances.name }
        var tables: [String] { balances.tables }

        func create(_ tables: ReadModelTables, in db: Database) throws { try balances.create(tables, in: db) }

        func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
            try balances.apply(event, to: tables, in: db)
        }

        func apply(_ events: [Event], to tables: ReadModelTables, in db: Database) throws {
            pages.change { $0.append(events.count) }
            for event in events { try apply(event, to: tables, in: db) }
        }
    }

    @Test func theyAreGivenEventsOneByOneToFindTheOneAtFault() async throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        let accounts = Repository<Account>(store: store)
        for (id, cents) in [("1", 5), ("2", 7)] {
            try await accounts.tell(id, .open(owner: "ada"))
            try await accounts.tell(id, .deposit(cents: cents))
        }
        _ = try await store.append(
            Append(to: "account-1", expecting: 2, [NewEvent(type: "Vanished", data: Data("{}".utf8))]))
        let pages = Shared<[Int]>([])
        let runner = ProjectionRunner(
            PagedBalances(pages: pages), from: StoreEventSource(store, name: "bank"), into: store.database)
        let stopped = await #expect(throws: ProjectionStopped.self) { try await runner.catchUp() }
        #expect(stopped?.position == 5 && stopped?.type == "Vanished")
        #expect(try await Balances.read(store.database) == ["account-1": 5, "account-2": 7])
        // All five together, and, once it is known which one is wrong, the four before it.
        #expect(pages.value == [5, 4])
        #expect(await runner.status.position == 4)
    }
}
