import EventSourcing

/// The service `analytics`: what users do, from the events of orders and users.
enum AnalyticsService {
    static func parts(_ context: ServiceContext) throws -> ServiceParts {
        let database = try context.requireDatabase()
        var parts = ServiceParts()
        try parts.add(OrderMetricsProjection(), following: .orders, context, database)
        try parts.add(UserMetricsProjection(), following: .users, context, database)
        let routes = AnalyticsRoutes(queries: AnalyticsQueries(database: database))
        parts.routes = { routes.add(to: $0) }
        return parts
    }
}

extension ServiceParts {
    fileprivate mutating func add(
        _ projection: some Projection, following origin: ShopTopology.Service, _ context: ServiceContext,
        _ database: ServiceDatabase
    ) throws {
        let reception = EventReception(origin: origin, consumer: projection.name, tracer: context.tracer)
        let runner = ProjectionRunner(
            projection, from: try context.feed(of: origin), into: database.store.database, logger: context.logger
        ) { reception.received($0, took: $1) }
        add(runner, named: projection.name)
    }
}
