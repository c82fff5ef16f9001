import HTTPTypes
import Hummingbird

/// Orders' HTTP: place one, look at it, look at the newest.
struct OrderRoutes: Sendable {
    let desk: OrderDesk
    let store: any OrderStore

    /// Characters of an idempotency key at most.
    static let keyLimit = 200

    func add(to router: some RouterMethods<ShopRequestContext>) {
        router.post("/orders") { request, _ in
            let key = try Self.key(of: request)
            let wanted = try await RequestBodyReader.read(OrderRequest.self, from: request)
            let (status, order) =
                switch try await desk.process(wanted, key: key) {
                case .created(let order): (201, order)
                case .known(let order): (200, order)
                }
            var response = try JSONAnswer.response(status: status, body: OrderView(order))
            response.headers[.location] = "/orders/\(order.id)"
            return response
        }
        router.get("/orders/{id}") { _, context in
            let id = try context.parameters.require("id")
            guard let order = try await store.order(id) else {
                throw ProblemDocument(
                    404, code: "unknown_order", title: "Unknown order", detail: "There is no such order", orderId: id)
            }
            return try JSONAnswer.response(status: 200, body: OrderView(order))
        }
        router.get("/orders") { request, _ in
            let limit = request.uri.queryParameters["limit"].flatMap { Int($0) } ?? 20
            let orders = try await store.recent(limit: min(max(limit, 1), 200))
            return try JSONAnswer.response(status: 200, body: ["items": orders.map { OrderView($0) }])
        }
    }

    private static func key(of request: Request) throws(ProblemDocument) -> String? {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = request.headers[name] else { return nil }
        guard (1...keyLimit).contains(key.utf8.count) else {
            throw ProblemDocument(
                400, code: "bad_idempotency_key", title: "Bad idempotency key",
                detail: "Idempotency-Key must have 1 to \(keyLimit) bytes")
        }
        return key
    }
}
