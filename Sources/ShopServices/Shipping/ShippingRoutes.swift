import Hummingbird
import Observability
import Tracing

/// Shipping's HTTP: have an order shipped, and call the parcel back.
struct ShippingRoutes: Sendable {
    let context: ServiceContext
    let store: any ShipmentStore

    private static let carriers = ["Red Van", "Night Train", "Bicycle"]

    func add(to router: some RouterMethods<ShopRequestContext>) {
        router.post("/shipments") { request, _ in
            let wanted = try await RequestBodyReader.read(ShipmentRequest.self, from: request)
            return try JSONAnswer.response(status: 201, body: try await create(wanted))
        }
        router.delete("/shipments/{order}") { _, requestContext in
            let order = try requestContext.parameters.require("order")
            return try JSONAnswer.response(status: 200, body: try await cancel(order))
        }
    }

    private func create(_ wanted: ShipmentRequest) async throws -> Shipment {
        try await context.tracer.withSpan("create-shipment") { span in
            let choice = Int(context.fate.draw("carrier", wanted.orderId) * Double(Self.carriers.count))
            let carrier = Self.carriers[min(choice, Self.carriers.count - 1)]
            span.attributes["order.id"] = wanted.orderId
            span.attributes["shipment.carrier"] = carrier
            span.attributes["shipment.pieces"] = wanted.pieces
            try await context.work("create", for: wanted.orderId, median: .milliseconds(16))
            if context.fails("carrier", for: wanted.orderId, share: 0.25) {
                throw ProblemDocument(
                    503, code: "carrier_unavailable", title: "Carrier unavailable",
                    detail: "\(carrier) takes no parcels now", orderId: wanted.orderId)
            }
            guard let shipment = try await store.create(wanted, carrier: carrier) else {
                throw ProblemDocument(
                    409, code: "already_compensated", title: "Already compensated",
                    detail: "The shipment was cancelled before it was made", orderId: wanted.orderId)
            }
            return shipment
        }
    }

    private func cancel(_ orderID: String) async throws -> CompensationAnswer {
        try await context.tracer.withSpan("cancel-shipment") { span in
            span.attributes["order.id"] = orderID
            try await context.work("cancel", for: orderID, median: .milliseconds(10))
            return try await store.cancel(orderID).answer
        }
    }
}
