/// Which parts each service has.
enum ServiceRegistry {
    static func parts(of context: ServiceContext) async throws -> ServiceParts {
        switch context.settings.service {
        case .orders: try await OrderService.parts(context)
        case .inventory: try await InventoryService.parts(context)
        case .payments: try PaymentService.parts(context)
        case .shipping: try ShippingService.parts(context)
        case .users: try await UserService.parts(context)
        case .catalog: try await CatalogService.parts(context)
        case .analytics: try AnalyticsService.parts(context)
        case .mobileBFF: try MobileBFFService.parts(context)
        case .webBFF: try WebBFFService.parts(context)
        }
    }
}
