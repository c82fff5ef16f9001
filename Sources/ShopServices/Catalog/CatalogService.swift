import EventSourcing

/// The service `catalog`: products, recommendations, wishlists.
enum CatalogService {
    static func parts(_ context: ServiceContext) async throws -> ServiceParts {
        let database = try context.requireDatabase()
        try await ProductSeed().plant(database.store)
        let orders = try context.feed(of: .orders)
        let wishlists = Repository<WishlistAggregate>(store: database.store, logger: context.logger)
        let queries = CatalogQueries(database: database)
        let bus = EventBus(sources: [orders], database: database.store.database, logger: context.logger)
        let wishes = EventReception(origin: .orders, consumer: BoughtWishes.group, tracer: context.tracer)
        await bus.subscribe(BoughtWishes(wishlists: wishlists, queries: queries).subscription(told: wishes))
        let recommendations = EventReception(origin: .orders, consumer: "recommendations", tracer: context.tracer)
        var parts = ServiceParts()
        parts.add(
            ProjectionRunner(
                CatalogProjection(), from: database.source, into: database.store.database, logger: context.logger),
            named: "catalog")
        parts.add(
            ProjectionRunner(
                RecommendationProjection(), from: orders, into: database.store.database, logger: context.logger
            ) { recommendations.received($0, took: $1) },
            named: "recommendations")
        parts.add(bus)
        let routes = CatalogRoutes(
            wishlists: wishlists, queries: queries, bulkhead: database.bulkhead, metadata: { context.metadata() })
        parts.routes = { routes.add(to: $0) }
        return parts
    }
}
