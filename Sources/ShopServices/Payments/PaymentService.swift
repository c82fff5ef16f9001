import EventSourcing

/// The service `payments`: takes money for orders, and gives it back.
enum PaymentService {
    static func parts(_ context: ServiceContext) throws -> ServiceParts {
        let database = try context.requireDatabase()
        var parts = ServiceParts()
        parts.add(
            ProjectionRunner(
                PaymentProjection(), from: database.source, into: database.store.database, logger: context.logger),
            named: "payments")
        let routes = PaymentRoutes(
            context: context, database: database, payments: Repository(store: database.store, logger: context.logger))
        parts.routes = { routes.add(to: $0) }
        return parts
    }
}
