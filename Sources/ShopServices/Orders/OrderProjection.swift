import EventSourcing
import Foundation
import GRDB

/// All orders, to be found by id and by user, the newest first.
struct OrderProjection: Projection {
    let name = "orders"
    let tables = ["orders"]
    let filter = EventFilter(
        types: ["OrderPlaced", "OrderConfirmed", "OrderCancelled", "OrderNeedsAttention"])
    private let decoder = EventDecoder<OrderAggregate.Fact>()

    func create(_ tables: ReadModelTables, in db: Database) throws {
        let orders = tables["orders"]
        // `number` is the position of the order's first event: the same in each rebuild, and the order of arrival.
        try db.execute(
            sql: """
                CREATE TABLE \(orders) (
                    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, user_id TEXT NOT NULL, status TEXT NOT NULL,
                    items TEXT NOT NULL, total INTEGER NOT NULL, payment_method TEXT NOT NULL,
                    reservation_id TEXT, payment_id TEXT, shipment_id TEXT, reason TEXT, placed INTEGER NOT NULL
                );
                CREATE INDEX \(orders)_by_user ON \(orders) (user_id, number);
                """)
    }

    func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
        let orders = tables["orders"]
        let id = event.stream.rawValue
        func set(_ columns: String, _ arguments: StatementArguments) throws {
            try db.cachedStatement(sql: "UPDATE \(orders) SET \(columns) WHERE id = ?").execute(
                arguments: arguments + [id])
        }
        switch try decoder.decode(event) {
        case .orderPlaced(let userID, let items, let total, let method):
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            try db.cachedStatement(
                sql: "INSERT INTO \(orders) VALUES (?, ?, ?, 'pending', ?, ?, ?, NULL, NULL, NULL, NULL, ?)"
            ).execute(arguments: [
                event.position, id, userID, String(decoding: try encoder.encode(items), as: UTF8.self), total, method,
                Int(event.timestamp.timeIntervalSince1970 * 1_000),
            ])
        case .orderConfirmed(let outcome):
            try set(
                "status = 'confirmed', reservation_id = ?, payment_id = ?, shipment_id = ?, reason = NULL",
                [outcome.reservationId, outcome.paymentId, outcome.shipmentId])
        case .orderCancelled(let reason): try set("status = 'cancelled', reason = ?", [reason])
        case .orderNeedsAttention(let reason): try set("status = 'needs_attention', reason = ?", [reason])
        }
    }
}
