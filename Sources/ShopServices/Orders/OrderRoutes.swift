import EventSourcing
import HTTPTypes
import Hummingbird
import Resilience
import Tracing

/// Orders' HTTP: place one, look at it, at the newest, at a user's history; the sales report.
struct OrderRoutes: Sendable {
    let context: ServiceContext
    let database: ServiceDatabase
    let desk: OrderDesk
    let queries: OrderQueries
    let orders: Repository<OrderAggregate>

    func add(to router: some RouterMethods<ShopRequestContext>) {
        router.post("/orders") { request, _ in
            let key = try IdempotencyKey.read(request)
            let wanted = try await RequestBodyReader.read(OrderRequest.self, from: request)
            let (status, order) =
                switch try await desk.process(wanted, key: key) {
                case .placed(let order): (201, order)
                case .known(let order): (200, order)
                }
            var response = try JSONAnswer.response(status: status, body: order)
            response.headers[.location] = "/orders/\(order.id)"
            return response
        }
        router.get("/orders/{id}") { _, requestContext in
            let id = try requestContext.parameters.require("id")
            guard let order = try await order(id) else {
                throw ProblemDocument(
                    404, code: "unknown_order", title: "Unknown order", detail: "There is no such order",
                    orderId: String(id.prefix(64)))
            }
            return try JSONAnswer.response(status: 200, body: order)
        }
        router.get("/orders") { request, _ in
            let limit = try QueryNumber.read("limit", request) ?? 20
            let user = try Self.user(request)
            return try JSONAnswer.response(
                status: 200, body: ["items": try await queries.recent(of: user, limit: limit)])
        }
        router.get("/users/{user}/orders") { request, requestContext in
            let user = try FieldChecks.pathID(requestContext, "user")
            let page = try await queries.history(
                of: user, after: try QueryNumber.read("after", request),
                limit: try QueryNumber.read("limit", request) ?? 100)
            return try JSONAnswer.response(status: 200, body: page)
        }
        router.get("/reports/sales") { _, _ in
            try JSONAnswer.response(status: 200, body: try await generateReport())
        }
    }

    /// The read model may be a moment behind: a new order is found in the store.
    private func order(_ id: String) async throws -> OrderView? {
        guard let key = OrderAggregate.key(of: id) else { return nil }
        if let found = try await queries.order(id) { return found }
        return try await database.execute(.critical) { try await orders.load(key).state.view }
    }

    /// On connections that no order waits for.
    private func generateReport() async throws -> SalesReport {
        try await context.tracer.withSpan("generate-report") { _ in
            try await database.read(.reporting) { try SalesReport.generate($0) }
        }
    }

    private static func user(_ request: Request) throws(ProblemDocument) -> String? {
        guard let text = request.uri.queryParameters["user"] else { return nil }
        guard FieldChecks.isID(String(text)) else {
            throw ProblemDocument(400, code: "bad_query", title: "Bad query", detail: "user must be a user's id")
        }
        return String(text)
    }
}
