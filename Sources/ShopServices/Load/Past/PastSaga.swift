import EventSourcing
import Foundation
import Sagas

/// How an order was carried out without any trouble: the facts of all who took part.
struct PastSaga {
    private static let steps = ["ReserveInventory", "ProcessPayment", "CreateShipment", "ConfirmOrder"]

    private let order: Order
    private let outcome: OrderOutcome

    init(_ order: Order) {
        self.order = order
        outcome = OrderOutcome(
            reservationId: "res-\(order.id)", paymentId: "pay-\(order.id)", shipmentId: "ship-\(order.id)")
    }

    /// The idempotency key of a step.
    func key(_ step: Int) -> String { "\(order.id)/\(Self.steps[step])" }

    private var pieces: Int { order.items.reduce(0) { $0 + $1.quantity } }
    private var reservation: ReservationRequest {
        ReservationRequest(
            orderId: order.id, items: order.items.map { Reservation.Line(sku: $0.sku, quantity: $0.quantity) })
    }

    // MARK: - The services'

    var placed: OrderAggregate.Fact {
        .orderPlaced(
            userId: order.userID, items: order.items, total: order.total, paymentMethod: order.paymentMethod)
    }

    var confirmed: OrderAggregate.Fact { .orderConfirmed(outcome: outcome) }

    var charged: PaymentAggregate.Fact {
        .paymentCharged(
            key: key(1), orderId: order.id, userId: order.userID, amount: order.total, method: order.paymentMethod,
            paymentId: "pay-\(order.id)")
    }

    func sent(by carrier: String) -> ShipmentAggregate.Fact {
        .shipmentCreated(
            key: key(2), orderId: order.id, userId: order.userID, pieces: pieces, carrier: carrier,
            shipmentId: "ship-\(order.id)")
    }

    func reserved(_ origin: EventMetadata) throws -> (Warehouse.Fact, NewEvent) {
        let fact = Warehouse.Fact.itemsReserved(key: key(0), orderId: order.id, lines: reservation.items)
        return (fact, try NewEvent(fact, id: EventID(rawValue: "\(key(0))/reserve"), metadata: origin))
    }

    // MARK: - The saga's

    func facts() throws -> [SagaFact] {
        let outlines = Self.steps.map { name in
            SagaFact.StepOutline(name: name, kind: name == "ConfirmOrder" ? .retriable : .compensable)
        }
        let payment = PaymentRequest(
            orderId: order.id, userId: order.userID, amount: order.total, method: order.paymentMethod)
        let shipment = ShipmentRequest(orderId: order.id, userId: order.userID, pieces: pieces)
        return try [
            .sagaStarted(
                name: OrderProcessingSaga.name, input: Self.json(order), steps: outlines, traceparent: nil),
            .sagaLeased(worker: OrderService.worker, token: 1),
        ] + step(0, Self.json(reservation), leaving: "res-\(order.id)")
            + step(1, Self.json(payment), leaving: "pay-\(order.id)")
            + step(2, Self.json(shipment), leaving: "ship-\(order.id)")
            + step(3, Self.json(outcome), leaving: order.id) + [.sagaEnded(status: .completed)]
    }

    private func step(_ step: Int, _ command: String, leaving evidence: String) throws -> [SagaFact] {
        [
            .sagaStepStarted(step: step, action: .forward, attempt: 1, key: key(step), command: command),
            .sagaStepSucceeded(
                step: step, output: try Self.json(StepEvidence(evidence: evidence)), evidence: evidence,
                isDuplicate: false),
        ]
    }

    private static func json(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }
}
