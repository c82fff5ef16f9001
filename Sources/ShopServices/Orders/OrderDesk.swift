import EventSourcing
import Foundation
import Observability
import Resilience
import Tracing

/// Accepts orders: `process-order`, with `validate-order` and `create-order` under it. What follows is the saga's.
struct OrderDesk: Sendable {
    /// What became of a request.
    enum Outcome: Sendable, Equatable {
        case placed(OrderView)
        /// The idempotency key was used before: this is that order, nothing was done.
        case known(OrderView)
    }

    /// Where the message goes that starts the saga of a new order.
    static let sagaTopic = "saga.start"

    let context: ServiceContext
    let database: ServiceDatabase
    let orders: Repository<OrderAggregate>
    let newID: @Sendable () -> String

    /// - Parameter key: the caller's idempotency key.
    /// - Throws: ``ProblemDocument`` for what is wrong with the request; then nothing was written.
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
            if let key, let known = try await placed(with: key) { return .known(try sameOrder(known, as: order)) }
            let outcome = try await create(order, key: key)
            span.setStatus(SpanStatus(code: .ok))
            return outcome
        }
    }

    private func validate(_ request: OrderRequest, id: String) async throws -> Order {
        try await context.tracer.withSpan("validate-order") { _ in
            try await context.work("validate", for: id, median: .milliseconds(2))
            return try OrderValidation.validate(request, id: id)
        }
    }

    /// Records the order and the message that starts its saga in one transaction.
    private func create(_ order: Order, key: String?) async throws -> Outcome {
        try await context.tracer.withSpan("create-order") { span in
            span.attributes["order.id"] = order.id
            let metadata = context.metadata(correlation: order.id, actor: order.userID)
            let start = SagaStart(order: order, traceparent: metadata.traceparent)
            let message = OutboxMessage(
                id: "\(order.id)/start", topic: Self.sagaTopic, key: order.id, payload: try JSONEncoder().encode(start))
            var placed = Tracked<OrderAggregate>(id: OrderAggregate.key(of: order.id) ?? order.id)
            try placed.handle(.place(order))
            do {
                let (orders, fresh) = (orders, placed)
                try await database.execute(.critical) {
                    var fresh = fresh
                    _ = try await orders.save(
                        &fresh, command: key.map { Self.command($0) }, metadata: metadata, messages: [message])
                }
            } catch EventStoreError.eventIDInUse {
                // Another request with the same key was faster.
                guard let key, let known = try await self.placed(with: key) else { throw CancellationError() }
                return .known(try sameOrder(known, as: order))
            }
            return .placed(
                OrderView(
                    id: order.id, status: .pending, userId: order.userID, items: order.items, total: order.total))
        }
    }

    static func command(_ key: String) -> String { "place/\(key)" }

    /// The order that was placed with a key before.
    private func placed(with key: String) async throws -> OrderAggregate? {
        guard let event = try await database.store.event(EventID(command: Self.command(key), index: 0)),
            let id = OrderAggregate.key(of: event.stream.rawValue)
        else { return nil }
        return try await orders.load(id).state
    }

    private func sameOrder(_ known: OrderAggregate, as order: Order) throws(ProblemDocument) -> OrderView {
        guard let view = known.view, known.order?.asksForTheSame(as: order) == true else {
            throw ProblemDocument(
                422, code: "idempotency_key_reused", title: "Idempotency key reused",
                detail: "The key was used before for another order", orderId: known.id)
        }
        return view
    }
}

/// The message that starts the saga of an order.
struct SagaStart: Codable, Sendable, Equatable {
    let order: Order
    let traceparent: String?
}
