import Observability
import Tracing

/// Takes an order from its request to its end: `process-order`, with `validate-order` and `create-order` under it.
struct OrderDesk: Sendable {
    /// What became of a request.
    enum Outcome: Sendable, Equatable {
        case created(Order)
        /// The idempotency key was used before: this is that order, nothing was done.
        case known(Order)
    }

    let context: ServiceContext
    let store: any OrderStore
    let saga: OrderSaga
    let newID: @Sendable () -> String

    /// - Parameter key: the caller's idempotency key.
    /// - Throws: ``ProblemDocument`` for what is wrong with the request and for orders that could not be completed.
    func process(_ request: OrderRequest, key: String?) async throws -> Outcome {
        try await context.tracer.withSpan("process-order") { span in
            let id = newID()
            span.updateAttributes { attributes in
                attributes["order.id"] = id
                attributes["order.userId"] = request.userId
                attributes["order.itemCount"] = request.items?.count
            }
            let order = try await validate(request, id: id)
            span.attributes["order.total"] = order.total
            if let known = try await store.accept(order, key: key) {
                return .known(try sameOrder(known, as: order))
            }
            let created = try await create(order)
            span.setStatus(SpanStatus(code: .ok))
            return .created(created)
        }
    }

    private func validate(_ request: OrderRequest, id: String) async throws -> Order {
        try await context.tracer.withSpan("validate-order") { _ in
            try await context.work("validate", for: id, median: .milliseconds(2))
            return try OrderValidation.validate(request, id: id)
        }
    }

    private func create(_ order: Order) async throws -> Order {
        try await context.tracer.withSpan("create-order") { span in
            span.attributes["order.id"] = order.id
            do {
                return try await saga.run(order)
            } catch let failure as OrderSaga.Failure {
                try await store.update(failure.order)
                span.attributes["order.status"] = failure.order.status.rawValue
                throw problem(failure)
            }
        }
    }

    private func sameOrder(_ known: Order, as order: Order) throws(ProblemDocument) -> Order {
        guard known.asksForTheSame(as: order) else {
            throw ProblemDocument(
                422, code: "idempotency_key_reused", title: "Idempotency key reused",
                detail: "The key was used before for another order", orderId: known.id)
        }
        return known
    }

    /// The other service's no is a conflict; its silence is a bad gateway.
    private func problem(_ failure: OrderSaga.Failure) -> ProblemDocument {
        let ending =
            failure.order.status == .cancelled
            ? "everything was undone" : "not everything could be undone: a person has to look"
        return ProblemDocument(
            failure.cause.kind == .refused ? 409 : 502, code: failure.cause.code, title: "Order not completed",
            detail: "\(failure.description); \(ending)", orderId: failure.order.id)
    }
}
