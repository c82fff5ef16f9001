import EventSourcing
import GRDB
import Hummingbird
import Observability
import Resilience
import Sagas
import Tracing

/// Payments' HTTP: take money for an order, and give it back.
struct PaymentRoutes: Sendable {
    let context: ServiceContext
    let database: ServiceDatabase
    let payments: Repository<PaymentAggregate>

    func add(to router: some RouterMethods<ShopRequestContext>) {
        router.post("/payments") { request, _ in
            let key = try IdempotencyKey.require(request)
            let wanted = try await RequestBodyReader.read(PaymentRequest.self, from: request)
            try wanted.check()
            return try JSONAnswer.response(
                status: 201, body: try await charge(wanted, key: key, attempt: RequestAttempt.read(request)))
        }
        router.post("/payments/{order}/refund") { request, requestContext in
            let key = try IdempotencyKey.require(request)
            let order = try FieldChecks.pathID(requestContext, "order")
            return try JSONAnswer.response(
                status: 200, body: try await refund(order, key: key, attempt: RequestAttempt.read(request)))
        }
        router.get("/payments/{order}") { _, requestContext in
            let order = try FieldChecks.pathID(requestContext, "order")
            return try JSONAnswer.response(status: 200, body: try await payment(of: order))
        }
    }

    private func charge(_ wanted: PaymentRequest, key: String, attempt: Int) async throws -> Payment {
        try await context.tracer.withSpan("charge-card") { span in
            span.attributes["order.id"] = wanted.orderId
            span.attributes["payment.amount"] = wanted.amount
            span.attributes["payment.method"] = wanted.method
            let known = try await payments.load(wanted.orderId).state
            if known.receipts.decision(onStep: key) == .perform {
                try await context.work("charge", for: wanted.orderId, median: .milliseconds(38), spread: 0.6)
                try consultGateway(wanted.orderId, attempt)
            }
            do {
                let paid = try await database.execute(.critical) {
                    try await payments.tell(
                        wanted.orderId, .charge(wanted, key: key),
                        metadata: context.metadata(correlation: wanted.orderId))
                }
                return Payment(
                    paymentId: paid.state.paymentID, amount: wanted.amount, duplicate: known.charged != nil)
            } catch PaymentAggregate.Refusal.tooLate {
                throw ProblemDocument.alreadyCompensated(
                    "The payment was refunded before it was made", orderID: wanted.orderId)
            } catch PaymentAggregate.Refusal.otherPayment {
                throw ProblemDocument.keyReused(orderID: wanted.orderId)
            }
        }
    }

    /// The bank's answers: a declined card stays declined, a gateway that is away may be back the next time.
    private func consultGateway(_ orderID: String, _ attempt: Int) throws(ProblemDocument) {
        if context.fails("decline", for: orderID, share: 0.4) {
            throw ProblemDocument(
                402, code: "payment_declined", title: "Payment declined", detail: "The bank declined the card",
                orderId: orderID)
        }
        if context.fails("gateway", for: orderID, share: 0.2, attempt: attempt) {
            throw ProblemDocument(
                503, code: "gateway_unavailable", title: "Gateway unavailable",
                detail: "The payment gateway does not answer", orderId: orderID)
        }
    }

    private func refund(_ orderID: String, key: String, attempt: Int) async throws -> UndoAnswer {
        try await context.tracer.withSpan("refund-payment") { span in
            span.attributes["order.id"] = orderID
            let before = try await payments.load(orderID).state.receipts.decision(onCompensation: key)
            if before == .undo {
                try await context.work("refund", for: orderID, median: .milliseconds(30))
                if context.fails("refund", for: orderID, share: 1) {
                    throw ProblemDocument(
                        422, code: "refund_refused", title: "Refund refused", detail: "The card's account is closed",
                        orderId: orderID)
                }
            }
            let after = try await database.execute(.critical) {
                try await payments.tell(
                    orderID, .refund(key: key), metadata: context.metadata(correlation: orderID))
            }
            return UndoAnswer(before, evidence: after.state.paymentID)
        }
    }

    private func payment(of orderID: String) async throws -> PaymentView {
        let found = try await database.read(.normal) { db in
            try Row.fetchOne(
                db, sql: "SELECT payment_id, amount, method, refunded FROM payments WHERE order_id = ?",
                arguments: [orderID]
            ).map { PaymentView(orderId: orderID, paymentId: $0[0], amount: $0[1], method: $0[2], refunded: $0[3]) }
        }
        guard let found else {
            throw ProblemDocument(
                404, code: "unknown_payment", title: "Unknown payment", detail: "Nothing was paid for this order",
                orderId: orderID)
        }
        return found
    }
}

/// A payment as people look it up.
struct PaymentView: Codable, Sendable, Equatable {
    let orderId: String
    let paymentId: String
    /// In cents.
    let amount: Int
    let method: String
    let refunded: Bool
}
