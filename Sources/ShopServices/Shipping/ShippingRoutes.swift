import EventSourcing
import GRDB
import Hummingbird
import Observability
import Resilience
import Sagas
import Tracing

/// Shipping's HTTP: have an order shipped, and call the parcel back.
struct ShippingRoutes: Sendable {
    let context: ServiceContext
    let database: ServiceDatabase
    let shipments: Repository<ShipmentAggregate>

    private static let carriers = ["Red Van", "Night Train", "Bicycle"]

    func add(to router: some RouterMethods<ShopRequestContext>) {
        router.post("/shipments") { request, _ in
            let key = try IdempotencyKey.require(request)
            let wanted = try await RequestBodyReader.read(ShipmentRequest.self, from: request)
            try wanted.check()
            return try JSONAnswer.response(
                status: 201, body: try await create(wanted, key: key, attempt: RequestAttempt.read(request)))
        }
        router.delete("/shipments/{order}") { request, requestContext in
            let key = try IdempotencyKey.require(request)
            let order = try FieldChecks.pathID(requestContext, "order")
            return try JSONAnswer.response(status: 200, body: try await cancel(order, key: key))
        }
        router.get("/shipments/{order}") { _, requestContext in
            let order = try FieldChecks.pathID(requestContext, "order")
            return try JSONAnswer.response(status: 200, body: try await shipment(of: order))
        }
    }

    private func create(_ wanted: ShipmentRequest, key: String, attempt: Int) async throws -> Shipment {
        try await context.tracer.withSpan("create-shipment") { span in
            let carrier = Self.carrier(for: wanted.orderId, context.fate)
            span.attributes["order.id"] = wanted.orderId
            span.attributes["shipment.carrier"] = carrier
            span.attributes["shipment.pieces"] = wanted.pieces
            let known = try await shipments.load(wanted.orderId).state
            if known.receipts.decision(onStep: key) == .perform {
                try await context.work("create", for: wanted.orderId, median: .milliseconds(16))
                try askCarrier(carrier, wanted.orderId, attempt)
            }
            do {
                let made = try await database.execute(.critical) {
                    try await shipments.tell(
                        wanted.orderId, .create(wanted, carrier: carrier, key: key),
                        metadata: context.metadata(correlation: wanted.orderId))
                }
                return Shipment(
                    shipmentId: made.state.shipmentID, carrier: made.state.carrier, duplicate: known.made != nil)
            } catch ShipmentAggregate.Refusal.tooLate {
                throw ProblemDocument.alreadyCompensated(
                    "The shipment was cancelled before it was made", orderID: wanted.orderId)
            } catch ShipmentAggregate.Refusal.otherShipment {
                throw ProblemDocument.keyReused(orderID: wanted.orderId)
            }
        }
    }

    static func carrier(for orderID: String, _ fate: Fate) -> String {
        let choice = Int(fate.draw("carrier", orderID) * Double(carriers.count))
        return carriers[min(choice, carriers.count - 1)]
    }

    /// A carrier may say that it never goes there, or that it has no room now.
    private func askCarrier(_ carrier: String, _ orderID: String, _ attempt: Int) throws(ProblemDocument) {
        if context.fails("address", for: orderID, share: 0.25) {
            throw ProblemDocument(
                422, code: "address_not_served", title: "Address not served",
                detail: "\(carrier) does not deliver there", orderId: orderID)
        }
        if context.fails("carrier", for: orderID, share: 0.1, attempt: attempt) {
            throw ProblemDocument(
                503, code: "carrier_unavailable", title: "Carrier unavailable",
                detail: "\(carrier) takes no parcels now", orderId: orderID)
        }
    }

    private func cancel(_ orderID: String, key: String) async throws -> UndoAnswer {
        try await context.tracer.withSpan("cancel-shipment") { span in
            span.attributes["order.id"] = orderID
            let before = try await shipments.load(orderID).state.receipts.decision(onCompensation: key)
            if before == .undo { try await context.work("cancel", for: orderID, median: .milliseconds(10)) }
            let after = try await database.execute(.critical) {
                try await shipments.tell(
                    orderID, .cancel(key: key), metadata: context.metadata(correlation: orderID))
            }
            return UndoAnswer(before, evidence: after.state.shipmentID)
        }
    }

    private func shipment(of orderID: String) async throws -> ShipmentView {
        let found = try await database.read(.normal) { db in
            try Row.fetchOne(
                db, sql: "SELECT shipment_id, carrier, pieces, cancelled FROM shipments WHERE order_id = ?",
                arguments: [orderID]
            ).map { ShipmentView(orderId: orderID, shipmentId: $0[0], carrier: $0[1], pieces: $0[2], cancelled: $0[3]) }
        }
        guard let found else {
            throw ProblemDocument(
                404, code: "unknown_shipment", title: "Unknown shipment", detail: "Nothing was sent for this order",
                orderId: orderID)
        }
        return found
    }
}

/// A shipment as people look it up.
struct ShipmentView: Codable, Sendable, Equatable {
    let orderId: String
    let shipmentId: String
    let carrier: String
    let pieces: Int
    let cancelled: Bool
}
