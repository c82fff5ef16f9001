import Hummingbird
import Observability
import Tracing

/// Payments' HTTP: take money for an order, and give it back.
struct PaymentRoutes: Sendable {
    let context: ServiceContext
    let store: any PaymentStore

    func add(to router: some RouterMethods<ShopRequestContext>) {
        router.post("/payments") { request, _ in
            let wanted = try await RequestBodyReader.read(PaymentRequest.self, from: request)
            return try JSONAnswer.response(status: 201, body: try await charge(wanted))
        }
        router.post("/payments/{order}/refund") { _, requestContext in
            let order = try requestContext.parameters.require("order")
            return try JSONAnswer.response(status: 200, body: try await refund(order))
        }
    }

    private func charge(_ wanted: PaymentRequest) async throws -> Payment {
        try await context.tracer.withSpan("charge-card") { span in
            span.attributes["order.id"] = wanted.orderId
            span.attributes["payment.amount"] = wanted.amount
            span.attributes["payment.method"] = wanted.method
            try await context.work("charge", for: wanted.orderId, median: .milliseconds(38), spread: 0.6)
            if context.fails("decline", for: wanted.orderId, share: 0.4) {
                throw ProblemDocument(
                    402, code: "payment_declined", title: "Payment declined", detail: "The bank declined the card",
                    orderId: wanted.orderId)
            }
            if context.fails("gateway", for: wanted.orderId, share: 0.2) {
                throw ProblemDocument(
                    503, code: "gateway_unavailable", title: "Gateway unavailable",
                    detail: "The payment gateway does not answer", orderId: wanted.orderId)
            }
            guard let payment = try await store.charge(wanted) else {
                throw ProblemDocument(
                    409, code: "already_compensated", title: "Already compensated",
                    detail: "The payment was refunded before it was made", orderId: wanted.orderId)
            }
            return payment
        }
    }

    private func refund(_ orderID: String) async throws -> CompensationAnswer {
        try await context.tracer.withSpan("refund-payment") { span in
            span.attributes["order.id"] = orderID
            try await context.work("refund", for: orderID, median: .milliseconds(30))
            if context.fails("refund", for: orderID, share: 1) {
                throw ProblemDocument(
                    503, code: "gateway_unavailable", title: "Gateway unavailable",
                    detail: "The payment gateway does not take refunds now", orderId: orderID)
            }
            return try await store.refund(orderID).answer
        }
    }
}
