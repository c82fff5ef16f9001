import Hummingbird
import Logging
import Observability
import Tracing

/// Inventory's HTTP: reserve pieces for an order, and give them back.
struct InventoryRoutes: Sendable {
    let context: ServiceContext
    let store: any InventoryStore

    func add(to router: some RouterMethods<ShopRequestContext>) {
        router.post("/reservations") { request, _ in
            let wanted = try await RequestBodyReader.read(ReservationRequest.self, from: request)
            return try JSONAnswer.response(status: 201, body: try await reserve(wanted))
        }
        router.delete("/reservations/{order}") { _, requestContext in
            let order = try requestContext.parameters.require("order")
            return try JSONAnswer.response(status: 200, body: try await release(order))
        }
    }

    private func reserve(_ wanted: ReservationRequest) async throws -> Reservation {
        try await context.tracer.withSpan("reserve-items") { span in
            span.attributes["order.id"] = wanted.orderId
            span.attributes["order.itemCount"] = wanted.items.count
            let restocked = try await store.restock()
            if !restocked.isEmpty {
                context.logger.info("A delivery came in", metadata: ["products": "\(restocked.joined(separator: " "))"])
            }
            try await context.work("reserve", for: wanted.orderId, median: .milliseconds(8))
            if context.fails("count", for: wanted.orderId, share: 0.15), let first = wanted.items.first {
                throw outOfStock(first.sku, wanted.orderId)
            }
            switch try await store.reserve(wanted) {
            case .reserved(let reservation): return reservation
            case .outOfStock(let sku): throw outOfStock(sku, wanted.orderId)
            case .refusedAfterCompensation:
                throw ProblemDocument(
                    409, code: "already_compensated", title: "Already compensated",
                    detail: "The reservation was released before it was made", orderId: wanted.orderId)
            }
        }
    }

    private func outOfStock(_ sku: String, _ orderID: String) -> ProblemDocument {
        ProblemDocument(
            409, code: "out_of_stock", title: "Out of stock", detail: "There are not enough pieces of \(sku)",
            orderId: orderID)
    }

    private func release(_ orderID: String) async throws -> CompensationAnswer {
        try await context.tracer.withSpan("release-items") { span in
            span.attributes["order.id"] = orderID
            try await context.work("release", for: orderID, median: .milliseconds(6))
            return try await store.release(orderID).answer
        }
    }
}
