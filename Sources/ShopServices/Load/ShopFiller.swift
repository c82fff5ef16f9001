import EventSourcing
import Foundation
import GRDB
import Sagas

/// Fills the stores of a shop that does not run with confirmed orders, as if they had been placed and carried out: a
/// past to measure on. `shop verify` finds nothing wrong with it.
public struct ShopFiller: Sendable {
    private static let steps = ["ReserveInventory", "ProcessPayment", "CreateShipment", "ConfirmOrder"]
    /// Orders that are recorded side by side: their commits are synced together.
    private static let batch = 256

    private let files: ShopFiles
    private let seed: UInt64

    public init(files: ShopFiles, seed: UInt64) {
        self.files = files
        self.seed = seed
    }

    /// Adds orders.
    /// - Parameter told: how many there are so far, now and then.
    /// - Throws: `EventStoreError`; ``ShopLock/Held`` while a shop runs there, ``ServiceLock/Held`` while a service does.
    public func fill(_ count: Int, told: @Sendable (Int) -> Void = { _ in }) async throws {
        try files.makeDirectory()
        try ShopLock.check(files)
        let locks = try [.orders, .inventory, .payments, .shipping].map { try ServiceLock(of: $0, in: files) }
        defer { withExtendedLifetime(locks) {} }
        var random = SystemRandomNumberGenerator()
        let ids = OrderIDs(using: &random)
        var past = PastOrders(seed: seed, count: count)
        let stores = try Stores(files)
        let warehouse = WarehouseKeeper(store: stores.inventory)
        try await warehouse.open()
        var done = 0
        while done < count {
            try Task.checkCancellation()
            let orders = try (0..<min(Self.batch, count - done)).map { _ in
                try OrderValidation.validate(past.next(), id: ids.next())
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for order in orders { group.addTask { try await place(order, in: stores, warehouse) } }
                try await group.waitForAll()
            }
            done += orders.count
            told(done)
        }
        try await stores.catchUp()
        try stores.close()
    }

    private func place(_ order: Order, in stores: Stores, _ warehouse: WarehouseKeeper) async throws {
        let lines = order.items.map { Reservation.Line(sku: $0.sku, quantity: $0.quantity) }
        let keys = Self.steps.map { "\(order.id)/\($0)" }
        _ = try await warehouse.fulfil(
            .reserve(ReservationRequest(orderId: order.id, items: lines), key: keys[0]))
        try await Self.record(
            [
                PaymentAggregate.Fact.paymentCharged(
                    key: keys[1], orderId: order.id, userId: order.userID, amount: order.total,
                    method: order.paymentMethod, paymentId: "pay-\(order.id)")
            ], to: StreamID(category: PaymentAggregate.category, id: order.id), in: stores.payments)
        try await Self.record(
            [
                ShipmentAggregate.Fact.shipmentCreated(
                    key: keys[2], orderId: order.id, userId: order.userID, pieces: lines.reduce(0) { $0 + $1.quantity },
                    carrier: "Bicycle", shipmentId: "ship-\(order.id)")
            ], to: StreamID(category: ShipmentAggregate.category, id: order.id), in: stores.shipping)
        let outcome = OrderOutcome(
            reservationId: "res-\(order.id)", paymentId: "pay-\(order.id)", shipmentId: "ship-\(order.id)")
        try await Self.record(
            [
                OrderAggregate.Fact.orderPlaced(
                    userId: order.userID, items: order.items, total: order.total, paymentMethod: order.paymentMethod),
                .orderConfirmed(outcome: outcome),
            ], to: StreamID(rawValue: order.id), in: stores.orders, lane: .critical)
        try await Self.record(
            try sagaFacts(order, keys), to: StreamID(category: "saga", id: order.id), in: stores.orders)
    }

    private func sagaFacts(_ order: Order, _ keys: [String]) throws -> [SagaFact] {
        let input = String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
        let outlines = Self.steps.map { name in
            SagaFact.StepOutline(name: name, kind: name == "ConfirmOrder" ? .retriable : .compensable)
        }
        let steps = keys.enumerated().flatMap { index, key -> [SagaFact] in
            [
                .sagaStepStarted(step: index, action: .forward, attempt: 1, key: key, command: "{}"),
                .sagaStepSucceeded(step: index, output: "{}", evidence: key, isDuplicate: false),
            ]
        }
        return [
            .sagaStarted(name: OrderProcessingSaga.name, input: input, steps: outlines, traceparent: nil)
        ] + steps + [.sagaEnded(status: .completed)]
    }

    private static func record(
        _ facts: [some DomainEvent], to stream: StreamID, in store: SQLiteEventStore, lane: Lane = .normal
    ) async throws {
        _ = try await store.append(
            Append(to: stream, expecting: 0, try facts.map { try NewEvent($0) }, lane: lane))
    }

    /// What was ordered: by the customers that there are, or by one for each hundred orders where that is more, because
    /// a shop that sells more has more of them and not busier ones.
    private struct PastOrders {
        private var mix: CustomerMix
        private var random: SeededGenerator
        private let customers: ClosedRange<Int>

        init(seed: UInt64, count: Int) {
            mix = CustomerMix(seed: seed)
            random = SeededGenerator(seed: seed)
            customers = 1...max(CustomerMix.customers.upperBound, count / 100)
        }

        mutating func next() -> OrderRequest {
            var order = mix.order()
            order.userId = "user-\(Int.random(in: customers, using: &random))"
            return order
        }
    }

    /// The four stores that an order leaves something in.
    private struct Stores: Sendable {
        let orders: SQLiteEventStore
        let inventory: SQLiteEventStore
        let payments: SQLiteEventStore
        let shipping: SQLiteEventStore

        init(_ files: ShopFiles) throws {
            orders = try SQLiteEventStore(path: files.store(of: .orders))
            inventory = try SQLiteEventStore(path: files.store(of: .inventory))
            payments = try SQLiteEventStore(path: files.store(of: .payments))
            shipping = try SQLiteEventStore(path: files.store(of: .shipping))
        }

        func catchUp() async throws {
            try await catchUp(OrderProjection(), orders)
            try await catchUp(SagaIndex(), orders)
            try await catchUp(StockProjection(), inventory)
            try await catchUp(PaymentProjection(), payments)
            try await catchUp(ShipmentProjection(), shipping)
        }

        private func catchUp(_ projection: some Projection, _ store: SQLiteEventStore) async throws {
            try await ProjectionRunner(
                projection, from: StoreEventSource(store, name: "filler"), into: store.database, batchSize: 5_000
            ).catchUp()
        }

        func close() throws { for store in [orders, inventory, payments, shipping] { try store.close() } }
    }
}
