import EventSourcing

/// The service `inventory`: keeps pieces back for orders, and gives them free again.
enum InventoryService {
    static func parts(_ context: ServiceContext) async throws -> ServiceParts {
        let database = try context.requireDatabase()
        let keeper = WarehouseKeeper(store: database.store)
        try await keeper.open()
        var parts = ServiceParts()
        parts.add(
            ProjectionRunner(
                StockProjection(), from: database.source, into: database.store.database, logger: context.logger),
            named: "stock")
        let routes = InventoryRoutes(context: context, database: database, keeper: keeper)
        parts.routes = { routes.add(to: $0) }
        return parts
    }
}
