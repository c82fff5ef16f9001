import Hummingbird

/// Analytics' HTTP: metrics of one user, and of the shop.
struct AnalyticsRoutes: Sendable {
    let queries: AnalyticsQueries

    func add(to router: some RouterMethods<ShopRequestContext>) {
        router.get("/metrics/users/{user}") { _, context in
            let id = try context.parameters.require("user")
            guard UserValidation.isID(id) else {
                throw ProblemDocument(
                    404, code: "unknown_user", title: "Unknown user", detail: "There is no user \(id.prefix(64))")
            }
            return try JSONAnswer.response(status: 200, body: try await queries.getUserMetrics(id))
        }
        router.get("/metrics") { _, _ in
            try JSONAnswer.response(status: 200, body: try await queries.getShopMetrics())
        }
    }
}
