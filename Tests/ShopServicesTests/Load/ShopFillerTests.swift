import EventSourcing
import Foundation
import GRDB
import Sagas
import Testing

@testable import ShopServices

/// A past that was made up beside one that the services have made.
@Suite(.timeLimit(.minutes(5)))
struct ShopFillerTests {
    @Test func identitiesAreUniqueUUIDsInAscendingOrderOverTheWholeRange() throws {
        var random = SeededGenerator(seed: 7)
        let ids = SpreadIDs(count: 5_000)
        let made = (0..<5_000).map { ids.uuid($0, using: &random) }
        #expect(made == made.sorted())
        #expect(Set(made).count == 5_000)
        for id in made {
            #expect(UUID(uuidString: id)?.uuidString.lowercased() == id)
            #expect(Array(id)[14] == "4" && "89ab".contains(Array(id)[19]))
        }
        #expect(try #require(made.first).hasPrefix("000") && #require(made.last).hasPrefix("fff"))
        // One that is alone can be anywhere.
        #expect(UUID(uuidString: SpreadIDs(count: 1).uuid(0, using: &random)) != nil)
    }

    @Test func everyStoreIsSoundAndNobodyHasAnythingToCatchUpOn() async throws {
        let folder = TemporaryFolder()
        try await ShopFiller(files: folder.files, seed: 3).fill(30)
        let report = try VerifyReport.read(folder.files)
        #expect(report.violations.isEmpty)
        #expect(report.confirmed == 30)
        func read<Value: Sendable>(_ service: ShopTopology.Service, _ sql: String, as type: Value.Type) throws
            -> [Value]
        where Value: DatabaseValueConvertible {
            let database = try DatabaseQueue(path: folder.files.store(of: service))
            return try database.read { try Value.fetchAll($0, sql: sql) }
        }
        let head = try #require(try read(.orders, "SELECT max(position) FROM events", as: Int.self).first)
        let checkpoints = "SELECT position FROM projection_checkpoints"
        #expect(try read(.orders, checkpoints, as: Int.self) == [head, head])
        #expect(try read(.catalog, checkpoints, as: Int.self) == [head])
        #expect(try read(.analytics, checkpoints, as: Int.self) == [head])
        let cursors = "SELECT position FROM bus_cursors"
        #expect(try read(.orders, cursors, as: Int.self) == [head, head])
        #expect(try read(.catalog, cursors, as: Int.self) == [head, head])
        #expect(try read(.catalog, "SELECT count(*) FROM bought_orders WHERE confirmed", as: Int.self) == [30])
        #expect(try read(.analytics, "SELECT sum(confirmed) FROM order_metrics", as: Int.self) == [30])
        #expect(try read(.inventory, "SELECT count(*) FROM snapshots", as: Int.self) == [0])
        #expect(
            try read(.orders, "PRAGMA journal_mode", as: String.self) == ["wal"],
            "it is left as the services open it")
    }

    /// What somebody wishes for has to be struck off when it is bought: that is the catalogue's to do.
    @Test func aCustomersWishesAreLeftToTheCatalogue() async throws {
        let folder = TemporaryFolder()
        try folder.files.makeDirectory()
        let catalog = try SQLiteEventStore(path: folder.files.store(of: .catalog))
        try await Repository<WishlistAggregate>(store: catalog).tell("user-1", .wish("fuse-10a"))
        try catalog.close()
        try await ShopFiller(files: folder.files, seed: 3).fill(5)
        let database = try DatabaseQueue(path: folder.files.store(of: .catalog))
        let cursors = try await database.read { db in
            try db.tableExists("bus_cursors") ? Int.fetchOne(db, sql: "SELECT count(*) FROM bus_cursors") ?? 0 : 0
        }
        #expect(cursors == 0)
    }

    /// The definition of the saga tells what is sent, the machine what is recorded: a made-up saga is as both say.
    @Test func aMadeUpSagaIsTheOneThatTheServicesWouldHaveRun() async throws {
        let order = Order(
            id: "order-03fa9c-1", userID: "user-1", items: [Order.Item(sku: "fuse-10a", quantity: 2, price: 249)],
            paymentMethod: "card")
        var state = SagaState(id: SagaID(rawValue: order.id))
        let facts = try PastSaga(order).facts()
        let store = InMemoryEventStore()
        let stream = StreamID(category: "saga", id: order.id)
        _ = try await store.append(
            Append(to: stream, expecting: 0, try facts.map { try NewEvent($0) }))
        state = try SagaState(id: state.id, events: try await store.allEvents(of: stream))
        #expect(state.status == .completed && state.worker == OrderService.worker && state.token == 1)
        #expect(state.steps.map(\.name) == ["ReserveInventory", "ProcessPayment", "CreateShipment", "ConfirmOrder"])
        #expect(state.steps.map(\.attempts) == [1, 1, 1, 1])
        let sent = try JSONDecoder().decode(PaymentRequest.self, from: Data(try #require(state.steps[1].command).utf8))
        #expect(sent == PaymentRequest(orderId: order.id, userId: "user-1", amount: 498, method: "card"))
        #expect(state.steps[1].key == "\(order.id)/ProcessPayment")
        #expect(state.steps[2].output == #"{"evidence":"ship-\#(order.id)"}"#)
        #expect(try JSONDecoder().decode(Order.self, from: Data(state.input.utf8)) == order)
    }
}
