import EventSourcing

/// The service `analytics`: what users do, from the events of orders and users.
enum AnalyticsService {
    static func parts(_ context: ServiceContext) throws -> ServiceParts {
        let database = try context.requireDatabase()
        var parts = ServiceParts()
        parts.add(
            ProjectionRunner(
                OrderMetricsProjection(), from: context.feed(of: .orders), into: database.store.database,
                logger: context.logger), named: "order-metrics")
        parts.add(
            ProjectionRunner(
                UserMetricsProjection(), from: context.feed(of: .users), into: database.store.database,
                logger: context.logger), named: "user-metrics")
        let routes = AnalyticsRoutes(queries: AnalyticsQueries(database: database))
        parts.routes = { routes.add(to: $0) }
        return parts
    }
}
