import EventSourcing

/// The service `shipping`: has orders shipped, and calls parcels back.
enum ShippingService {
    static func parts(_ context: ServiceContext) throws -> ServiceParts {
        let database = try context.requireDatabase()
        var parts = ServiceParts()
        parts.add(
            ProjectionRunner(
                ShipmentProjection(), from: database.source, into: database.store.database, logger: context.logger),
            named: "shipments")
        let routes = ShippingRoutes(
            context: context, database: database, shipments: Repository(store: database.store, logger: context.logger))
        parts.routes = { routes.add(to: $0) }
        return parts
    }
}
