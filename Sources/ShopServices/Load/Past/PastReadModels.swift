import EventSourcing
import Sagas

/// What the services make of a past's events, and the groups of their buses that have nothing to do about them.
struct PastReadModels: Sendable {
    private let own: [@Sendable () async throws -> Void]
    private let ofOrders: [@Sendable () async throws -> Void]
    /// Buses of which every group had all events before.
    private let upToDate: [EventBus]

    init(
        orders: SQLiteEventStore, inventory: SQLiteEventStore, payments: SQLiteEventStore, shipping: SQLiteEventStore,
        catalog: SQLiteEventStore, analytics: SQLiteEventStore
    ) async throws {
        own = [
            Self.follow(OrderProjection(), orders), Self.follow(SagaIndex(), orders),
            Self.follow(StockProjection(), inventory), Self.follow(PaymentProjection(), payments),
            Self.follow(ShipmentProjection(), shipping),
        ]
        ofOrders = [
            Self.follow(RecommendationProjection(), orders, into: catalog),
            Self.follow(OrderMetricsProjection(), orders, into: analytics),
        ]
        upToDate = try await Self.buses(orders, catalog)
    }

    func catchUp() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for model in own + ofOrders { group.addTask { try await model() } }
            try await group.waitForAll()
        }
    }

    /// An order that was confirmed without trouble has nothing for orders' follower to do, and a customer without wishes
    /// has none to strike.
    func finish() async throws {
        for bus in upToDate { try await bus.passOverAll() }
    }

    private static func follow(
        _ projection: some Projection, _ events: SQLiteEventStore, into store: SQLiteEventStore? = nil
    ) -> @Sendable () async throws -> Void {
        let runner = ProjectionRunner(
            projection, from: StoreEventSource(events, name: "past"), into: (store ?? events).database,
            batchSize: 20_000)
        return { try await runner.catchUp() }
    }

    private static func buses(_ orders: SQLiteEventStore, _ catalog: SQLiteEventStore) async throws -> [EventBus] {
        let source = StoreEventSource(orders, name: ShopTopology.Service.orders.rawValue)
        var found: [EventBus] = []
        let following = EventBus(sources: [source], database: orders.database)
        await following.subscribe(OrderFollower(orders: Repository(store: orders)).subscription)
        if try await following.isUpToDate() { found.append(following) }
        let wishes = try await catalog.page(after: 0, matching: EventFilter(types: ["ProductWished"]), limit: 1)
        guard wishes.events.isEmpty else { return found }
        let striking = EventBus(sources: [source], database: catalog.database)
        await striking.subscribe(
            Subscription(group: BoughtWishes.group, topics: BoughtWishes.topics, effects: .none) { _, _ in })
        if try await striking.isUpToDate() { found.append(striking) }
        return found
    }
}
