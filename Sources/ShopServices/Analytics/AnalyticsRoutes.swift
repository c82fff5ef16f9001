import Hummingbird

/// Analytics' HTTP: metrics of one user, and of the shop.
struct AnalyticsRoutes: Sendable {
    let queries: AnalyticsQueries

    func add(to router: some RouterMethods<ShopRequestContext>) {
        router.get("/metrics/users/{user}") { _, context in
            let id = try FieldChecks.pathID(context, "user")
            return try JSONAnswer.response(status: 200, body: try await queries.getUserMetrics(id))
        }
        router.get("/metrics") { _, _ in
            try JSONAnswer.response(status: 200, body: try await queries.getShopMetrics())
        }
    }
}
