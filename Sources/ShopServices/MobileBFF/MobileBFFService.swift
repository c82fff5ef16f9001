import Hummingbird
import Resilience

/// The service `mobile-bff`: dashboards for phones.
enum MobileBFFService {
    /// When a phone's dashboard has to be there.
    static let deadline = Duration.seconds(1)

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

    private static func sources(_ context: ServiceContext) throws -> MobileSources {
        MobileSources(
            user: .calling(
                try context.caller(to: .users), part: "user", path: { "/users/\($0)" }, route: "/users/{id}",
                decidesAll: true, as: UserView.self
            ) { MobileDashboard.User(name: $0.name, avatar: $0.avatar) },
            recentOrders: .calling(
                try context.caller(to: .orders), part: "recentOrders",
                path: { "/orders?user=\($0)&limit=\(MobileDashboard.orderLimit)" }, route: "/orders",
                as: ItemList<MobileDashboard.Order>.self
            ) { $0.items },
            recommendations: .calling(
                try context.caller(to: .catalog), part: "recommendations",
                path: { "/recommendations/\($0)?limit=\(MobileDashboard.recommendationLimit)" },
                route: "/recommendations/{user}", as: ItemList<ProductView>.self
            ) { list in
                list.items.map { .init(id: $0.id, name: $0.name, price: $0.price, image: $0.images.first) }
            })
    }
}
