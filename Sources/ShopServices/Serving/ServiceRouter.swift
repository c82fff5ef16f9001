import AsyncHTTPClient
import Hummingbird
import Logging
import Observability
import ObservabilityHummingbird

/// Puts a service's routes, middleware and health checks together.
struct ServiceRouter {
    let context: ServiceContext
    let client: HTTPClient
    let chaos: ChaosSwitch
    let isReady: @Sendable () -> Bool

    private static let operational: Set<String> = ["/health", "/ready"]
    /// For one attempt at one call to another service.
    private static let callTimeout = Duration.seconds(2)

    func make() -> Router<ShopRequestContext> {
        let router = Router(context: ShopRequestContext.self)
        let window = RequestWindow.live()
        router.add(middleware: TraceMiddleware(tracer: context.tracer, untracedPaths: Self.operational))
        router.add(middleware: RequestWindowMiddleware(window: window, unwatchedPaths: Self.operational))
        router.add(middleware: ProblemMiddleware(logger: context.logger))
        router.add(middleware: ChaosMiddleware(chaos: chaos, clock: context.clock))
        let health = HealthService(checks: [window])
        switch context.settings.service {
        case .orders: addOrders(to: router, health)
        case .inventory:
            let store: any InventoryStore = MemoryInventoryStore()
            health.addCheck(DatabaseHealthCheck(name: "store") { try await store.ping() })
            InventoryRoutes(context: context, store: store).add(to: router)
        case .payments:
            let store: any PaymentStore = MemoryPaymentStore()
            health.addCheck(DatabaseHealthCheck(name: "store") { try await store.ping() })
            PaymentRoutes(context: context, store: store).add(to: router)
        case .shipping:
            let store: any ShipmentStore = MemoryShipmentStore()
            health.addCheck(DatabaseHealthCheck(name: "store") { try await store.ping() })
            ShippingRoutes(context: context, store: store).add(to: router)
        }
        router.addHealthRoutes(health, isReady: isReady)
        return router
    }

    private func addOrders(to router: Router<ShopRequestContext>, _ health: HealthService) {
        let store: any OrderStore = MemoryOrderStore()
        let topology = context.settings.topology
        health.addCheck(DatabaseHealthCheck(name: "store") { try await store.ping() })
        for other in ShopTopology.Service.allCases where other != .orders {
            health.addCheck(
                ExternalServiceHealthCheck(
                    name: other.rawValue, url: topology.healthURL(of: other), client: client, timeout: .seconds(1)))
        }
        let steps = OrderSteps(
            client: TracedHTTPClient(client: client, tracer: context.tracer), topology: topology, store: store,
            timeout: Self.callTimeout)
        var random = SystemRandomNumberGenerator()
        let ids = OrderIDs(using: &random)
        let desk = OrderDesk(
            context: context, store: store, saga: OrderSaga(steps: steps.all, context: context),
            newID: { ids.next() })
        OrderRoutes(desk: desk, store: store).add(to: router)
    }
}
