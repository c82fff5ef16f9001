import NIOHTTP1
import Observability

/// One step of the order saga: something that is done, and how it is undone.
struct OrderStep: Sendable {
    let name: String
    /// Does it, and puts what came of it into the order.
    let execute: @Sendable (inout Order) async throws -> Void
    /// Undoes it; `nil` when there is nothing to undo.
    let compensate: (@Sendable (Order) async throws -> Void)?
}

/// The calls to the other services that the order saga is made of.
struct OrderSteps: Sendable {
    let client: TracedHTTPClient
    let topology: ShopTopology
    let store: any OrderStore
    /// For one attempt at one call.
    let timeout: Duration

    /// ReserveInventory, ProcessPayment, CreateShipment, ConfirmOrder.
    var all: [OrderStep] { [reserveInventory, processPayment, createShipment, confirmOrder] }

    private var reserveInventory: OrderStep {
        let inventory = call(.inventory)
        return OrderStep(name: "ReserveInventory") { order in
            let body = ReservationRequest(
                orderId: order.id, items: order.items.map { Reservation.Line(sku: $0.sku, quantity: $0.quantity) })
            order.reservationID = try await inventory.send(
                .POST, "/reservations", route: "/reservations", key: "\(order.id):reserve", body: body,
                as: Reservation.self
            ).reservationId
        } compensate: { order in
            _ = try await inventory.send(
                .DELETE, "/reservations/\(order.id)", route: "/reservations/{order}", key: "\(order.id):release",
                as: CompensationAnswer.self)
        }
    }

    private var processPayment: OrderStep {
        let payments = call(.payments)
        return OrderStep(name: "ProcessPayment") { order in
            let body = PaymentRequest(
                orderId: order.id, userId: order.userID, amount: order.total, method: order.paymentMethod)
            order.paymentID = try await payments.send(
                .POST, "/payments", route: "/payments", key: "\(order.id):pay", body: body, as: Payment.self
            ).paymentId
        } compensate: { order in
            _ = try await payments.send(
                .POST, "/payments/\(order.id)/refund", route: "/payments/{order}/refund", key: "\(order.id):refund",
                as: CompensationAnswer.self)
        }
    }

    private var createShipment: OrderStep {
        let shipping = call(.shipping)
        return OrderStep(name: "CreateShipment") { order in
            let body = ShipmentRequest(
                orderId: order.id, userId: order.userID, pieces: order.items.reduce(0) { $0 + $1.quantity })
            order.shipmentID = try await shipping.send(
                .POST, "/shipments", route: "/shipments", key: "\(order.id):ship", body: body, as: Shipment.self
            ).shipmentId
        } compensate: { order in
            _ = try await shipping.send(
                .DELETE, "/shipments/\(order.id)", route: "/shipments/{order}", key: "\(order.id):cancel",
                as: CompensationAnswer.self)
        }
    }

    private var confirmOrder: OrderStep {
        OrderStep(
            name: "ConfirmOrder",
            execute: { order in
                order.status = .confirmed
                try await store.update(order)
            }, compensate: nil)
    }

    private func call(_ service: ShopTopology.Service) -> ServiceCall {
        ServiceCall(client: client, topology: topology, service: service, timeout: timeout)
    }
}
