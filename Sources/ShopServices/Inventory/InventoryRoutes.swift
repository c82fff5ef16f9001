import EventSourcing
import GRDB
import Hummingbird
import Observability
import Resilience
import Tracing

/// Inventory's HTTP: reserve pieces for an order, give them back, and say what there is.
struct InventoryRoutes: Sendable {
    let context: ServiceContext
    let database: ServiceDatabase
    let keeper: WarehouseKeeper

    func add(to router: some RouterMethods<ShopRequestContext>) {
        router.post("/reservations") { request, _ in
            let key = try IdempotencyKey.require(request)
            let wanted = try await RequestBodyReader.read(ReservationRequest.self, from: request)
            try wanted.check()
            return try JSONAnswer.response(status: 201, body: try await reserve(wanted, key: key))
        }
        router.delete("/reservations/{order}") { request, requestContext in
            let key = try IdempotencyKey.require(request)
            let order = try FieldChecks.pathID(requestContext, "order")
            return try JSONAnswer.response(status: 200, body: try await release(order, key: key))
        }
        router.get("/stock") { _, _ in
            try JSONAnswer.response(status: 200, body: ["items": try await stock()])
        }
    }

    private func reserve(_ wanted: ReservationRequest, key: String) async throws -> Reservation {
        try await context.tracer.withSpan("reserve-items") { span in
            span.attributes["order.id"] = wanted.orderId
            span.attributes["order.itemCount"] = wanted.items.count
            try await context.work("reserve", for: wanted.orderId, median: .milliseconds(8))
            if context.fails("count", for: wanted.orderId, share: 0.15), let first = wanted.items.first {
                throw outOfStock(first.sku, wanted.orderId)
            }
            switch try await fulfil(.reserve(wanted, key: key), wanted.orderId) {
            case .reserved(let lines, let isDuplicate):
                return Reservation(reservationId: "res-\(wanted.orderId)", lines: lines, duplicate: isDuplicate)
            case .outOfStock(let sku): throw outOfStock(sku, wanted.orderId)
            case .tooLate:
                throw ProblemDocument.alreadyCompensated(
                    "The reservation was released before it was made", orderID: wanted.orderId)
            case .otherReservation, .released: throw ProblemDocument.keyReused(orderID: wanted.orderId)
            }
        }
    }

    private func outOfStock(_ sku: String, _ orderID: String) -> ProblemDocument {
        ProblemDocument(
            409, code: "out_of_stock", title: "Out of stock", detail: "There are not enough pieces of \(sku)",
            orderId: orderID)
    }

    private func release(_ orderID: String, key: String) async throws -> UndoAnswer {
        try await context.tracer.withSpan("release-items") { span in
            span.attributes["order.id"] = orderID
            try await context.work("release", for: orderID, median: .milliseconds(6))
            switch try await fulfil(.release(orderID: orderID, key: key), orderID) {
            case .released(let outcome):
                return UndoAnswer(outcome: outcome, evidence: outcome == .nothingToUndo ? "" : "res-\(orderID)")
            case .reserved, .outOfStock, .tooLate, .otherReservation:
                throw ProblemDocument.keyReused(orderID: orderID)
            }
        }
    }

    private func fulfil(_ wish: WarehouseKeeper.Wish, _ orderID: String) async throws -> WarehouseKeeper.Answer {
        try await database.execute(.critical) {
            try await keeper.fulfil(wish, metadata: context.metadata(correlation: orderID))
        }
    }

    private func stock() async throws -> [StockView] {
        try await database.read(.normal) { db in
            try Row.fetchAll(db, sql: "SELECT sku, arrived, available FROM stock ORDER BY sku").map {
                StockView(sku: $0[0], arrived: $0[1], available: $0[2])
            }
        }
    }
}

/// The stock of a product.
struct StockView: Codable, Sendable, Equatable {
    let sku: String
    /// All pieces that ever came.
    let arrived: Int
    /// Pieces that nobody holds.
    let available: Int
}
