import Hummingbird
import NIOHTTP1
import Resilience

/// The service `web-bff`: dashboards for browsers.
enum WebBFFService {
    /// When a browser's dashboard has to be there.
    static let deadline = Duration.seconds(2)
    /// Orders that are asked for at a time.
    private static let pageSize = 500

    static func parts(_ context: ServiceContext) throws -> ServiceParts {
        let sources = try sources(context)
        let call = DashboardCall(deadline: deadline, clock: context.clock)
        var parts = ServiceParts()
        parts.routes = { router in
            router.get("/dashboard/{user}") { _, requestContext in
                let user = try FieldChecks.pathID(requestContext, "user")
                return try JSONAnswer.response(status: 200, body: try await sources.dashboard(for: user, call))
            }
        }
        return parts
    }

    private static func sources(_ context: ServiceContext) throws -> WebSources {
        let orders = try context.caller(to: .orders)
        return WebSources(
            user: .calling(
                try context.caller(to: .users), part: "user", path: { "/users/\($0)" }, route: "/users/{id}",
                decidesAll: true, as: UserView.self
            ) { $0 },
            orders: DashboardSource(part: "orders", service: orders.target.rawValue) { userID in
                try await SourceFailure.translating { try await history(of: userID, orders) }
            },
            products: .calling(
                try context.caller(to: .catalog), part: "products", path: { "/wishlists/\($0)" },
                route: "/wishlists/{user}", as: ItemList<ProductView>.self
            ) { $0.items },
            analytics: .calling(
                try context.caller(to: .analytics), part: "analytics", path: { "/metrics/users/\($0)" },
                route: "/metrics/users/{user}", as: UserMetrics.self
            ) { $0 })
    }

    private struct Page: Decodable, Sendable {
        let items: [WebDashboard.Order]
        let next: Int?
    }

    /// The full history, page by page.
    private static func history(of userID: String, _ orders: ServiceCaller) async throws -> [WebDashboard.Order] {
        var all: [WebDashboard.Order] = []
        var next: Int?
        repeat {
            let place = next.map { "&after=\($0)" } ?? ""
            let page = try await orders.send(
                .GET, "/users/\(userID)/orders?limit=\(pageSize)\(place)", route: "/users/{user}/orders",
                as: Page.self)
            all += page.items
            next = page.next
        } while next != nil
        return all
    }
}
