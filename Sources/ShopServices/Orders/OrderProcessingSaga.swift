import EventSourcing
import Foundation
import NIOHTTP1
import Observability
import Resilience
import Sagas
import Tracing

/// How an order is carried out: items reserved, money taken, parcel sent, order confirmed; and how each is undone.
struct OrderProcessingSaga: Sendable {
    static let name = "OrderProcessing"

    let inventory: ServiceCaller
    let payments: ServiceCaller
    let shipping: ServiceCaller
    let orders: Repository<OrderAggregate>
    let tracer: OTLPTracer

    /// Forward tries: outages that last longer open the breaker, and then a try does not count.
    private static let retry = RetryPolicy(
        attempts: 5, backoff: Backoff(initial: .milliseconds(100), limit: .seconds(5)))
    private static let undoing = RetryPolicy(
        attempts: 8, backoff: Backoff(initial: .milliseconds(100), limit: .seconds(5)))
    /// A little more than a call may take, so that the call's own words are heard.
    private static let timeout = Duration.milliseconds(2_500)

    /// - Throws: `SagaDefinitionError`.
    func definition() throws -> SagaDefinition {
        try SagaDefinition(
            Self.name, classifier: Self.classifier,
            steps: [reserveInventory, processPayment, createShipment, confirmOrder])
    }

    private static let classifier = StepErrorClassifier { error in
        switch error {
        case let failure as ServiceCallFailure:
            switch failure.kind {
            case .refused: failure.code == "already_compensated" ? .tooLate : .refused
            case .failed: .failed
            case .unknown: .unknown
            }
        // Either the database was not reached or it has recorded nothing.
        case is EventStoreError: .failed
        default: nil
        }
    }

    private var reserveInventory: SagaStep {
        step(
            "ReserveInventory",
            command: { order in
                ReservationRequest(
                    orderId: order.id,
                    items: order.items.map { Reservation.Line(sku: $0.sku, quantity: $0.quantity) })
            },
            undo: { call, order in
                try await send(
                    inventory, call, .DELETE, "/reservations/\(order.id)", "/reservations/{order}", as: UndoAnswer.self)
            },
            send: { call in
                let made = try await send(
                    inventory, call, .POST, "/reservations", "/reservations", as: Reservation.self)
                return try StepAnswer(evidence: made.reservationId, isDuplicate: made.duplicate)
            })
    }

    private var processPayment: SagaStep {
        step(
            "ProcessPayment",
            command: { order in
                PaymentRequest(
                    orderId: order.id, userId: order.userID, amount: order.total, method: order.paymentMethod)
            },
            undo: { call, order in
                try await send(
                    payments, call, .POST, "/payments/\(order.id)/refund", "/payments/{order}/refund",
                    as: UndoAnswer.self)
            },
            send: { call in
                let made = try await send(payments, call, .POST, "/payments", "/payments", as: Payment.self)
                return try StepAnswer(evidence: made.paymentId, isDuplicate: made.duplicate)
            })
    }

    private var createShipment: SagaStep {
        step(
            "CreateShipment",
            command: { order in
                ShipmentRequest(
                    orderId: order.id, userId: order.userID, pieces: order.items.reduce(0) { $0 + $1.quantity })
            },
            undo: { call, order in
                try await send(
                    shipping, call, .DELETE, "/shipments/\(order.id)", "/shipments/{order}", as: UndoAnswer.self)
            },
            send: { call in
                let made = try await send(shipping, call, .POST, "/shipments", "/shipments", as: Shipment.self)
                return try StepAnswer(evidence: made.shipmentId, isDuplicate: made.duplicate)
            })
    }

    /// The order's own stream: there is nothing to undo, because nothing comes after it.
    private var confirmOrder: SagaStep {
        SagaStep(
            "ConfirmOrder", .retriable, retry: RetryPolicy(attempts: 20, backoff: Self.retry.backoff),
            timeout: .seconds(10),
            command: { call in
                let outcome = OrderOutcome(
                    reservationId: try call.evidence(of: "ReserveInventory"),
                    paymentId: try call.evidence(of: "ProcessPayment"),
                    shipmentId: try call.evidence(of: "CreateShipment"))
                return try JSONEncoder().encode(outcome)
            },
            send: { call in
                try await spanned(call) {
                    let outcome = try JSONDecoder().decode(OrderOutcome.self, from: call.command)
                    try await orders.tell(
                        OrderAggregate.key(of: call.saga.rawValue) ?? call.saga.rawValue, .confirm(outcome),
                        commandID: call.key,
                        metadata: EventMetadata(
                            correlation: call.saga.rawValue, causation: call.key, traceparent: TraceParent.current))
                    return try StepAnswer(evidence: call.saga.rawValue, isDuplicate: false)
                }
            })
    }

    // MARK: - Calling

    private func step(
        _ name: String, command: @escaping @Sendable (Order) -> any Encodable,
        undo: @escaping @Sendable (SagaCall, Order) async throws -> UndoAnswer,
        send: @escaping @Sendable (SagaCall) async throws -> StepAnswer
    ) -> SagaStep {
        SagaStep(
            name, .compensable, retry: Self.retry, timeout: Self.timeout, compensationRetry: Self.undoing,
            command: { call in try JSONEncoder().encode(command(try call.input(as: Order.self))) },
            compensate: { call in
                let answer = try await spanned(call) { try await undo(call, try call.input(as: Order.self)) }
                return answer.outcome == .nothingToUndo ? .nothingToUndo : .undone(evidence: answer.evidence)
            },
            send: { call in try await spanned(call) { try await send(call) } })
    }

    private func send<Answer: Decodable & Sendable>(
        _ caller: ServiceCaller, _ call: SagaCall, _ method: ServiceCaller.Method, _ path: String, _ route: String,
        as type: Answer.Type
    ) async throws -> Answer {
        try await caller.send(
            method, path, route: route, tier: .critical, key: call.key, attempt: call.attempt,
            json: method == .POST && call.action == .forward ? call.command : nil, as: type)
    }

    /// One try as a span under the request that placed the order, however many processes have worked on it since.
    private func spanned<Value: Sendable>(
        _ call: SagaCall, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        var origin = InstrumentationContext.topLevel
        origin.trace = call.traceparent.flatMap { TraceParent.parse($0) }
        let name = call.action == .forward ? "saga.step \(call.step)" : "saga.compensate \(call.step)"
        return try await tracer.withSpan(name, context: origin) { span in
            span.updateAttributes { attributes in
                attributes["saga.id"] = call.saga.rawValue
                attributes["saga.name"] = call.sagaName
                attributes["saga.step.name"] = call.step
                attributes["saga.step.attempt"] = call.attempt
                attributes["saga.step.action"] = call.action.rawValue
                attributes["order.id"] = call.saga.rawValue
            }
            do { return try await body() } catch let failure as ServiceCallFailure {
                span.attributes["error.type"] = failure.code
                throw failure
            }
        }
    }
}

/// What a step leaves for later ones.
struct StepEvidence: Codable {
    let evidence: String
}

extension StepAnswer {
    fileprivate init(evidence: String, isDuplicate: Bool) throws {
        self.init(
            output: try JSONEncoder().encode(StepEvidence(evidence: evidence)), evidence: evidence,
            isDuplicate: isDuplicate)
    }
}

extension SagaCall {
    fileprivate func evidence(of step: String) throws -> String? {
        try output(of: step, as: StepEvidence.self)?.evidence
    }
}
