import AsyncHTTPClient
import EventSourcingHTTP
import Hummingbird
import Observability
import ObservabilityHummingbird
import OperationsServer

/// Puts a service's routes, middleware and health checks together.
struct ServiceRouter {
    let context: ServiceContext
    let parts: ServiceParts
    let client: HTTPClient
    let chaos: ChaosSwitch
    let operations: OperationsAPI
    let isReady: @Sendable () -> Bool

    /// Paths that others ask all the time.
    private static let operational: Set<String> = ["/health", "/ready", "/events"]

    func make() -> Router<ShopRequestContext> {
        let router = Router(context: ShopRequestContext.self)
        let window = RequestWindow.live()
        // Before everything that breaks, counts or traces: operators look all the time, and most of all when all is broken.
        router.addOperations(operations)
        router.add(middleware: TraceMiddleware(tracer: context.tracer, untracedPaths: Self.operational))
        router.add(middleware: RequestWindowMiddleware(window: window, unwatchedPaths: Self.operational))
        router.add(middleware: ProblemMiddleware(logger: context.logger))
        router.add(middleware: ChaosMiddleware(chaos: chaos, clock: context.clock))
        router.add(middleware: DeadlineMiddleware())
        let health = HealthService(checks: [window])
        if let database = context.database {
            health.addCheck(database.healthCheck)
            router.addEventFeed(EventFeed(database.store, name: context.settings.service.rawValue))
        }
        for target in context.settings.service.calls {
            health.addCheck(
                DependencyHealthCheck(of: target, url: context.settings.url(of: target), client: client))
        }
        for check in parts.checks { health.addCheck(check) }
        parts.routes(router)
        router.addHealthRoutes(health, isReady: isReady)
        return router
    }
}
