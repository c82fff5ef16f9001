import EventSourcing
import GRDB

/// All shipments: who carries which order, and whether it was called back.
struct ShipmentProjection: Projection {
    let name = "shipments"
    let tables = ["shipments"]
    let filter = EventFilter(types: ["ShipmentCreated", "ShipmentCancelled"])
    private let decoder = EventDecoder<ShipmentAggregate.Fact>()

    func create(_ tables: ReadModelTables, in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(tables["shipments"]) (
                    order_id TEXT PRIMARY KEY, shipment_id TEXT NOT NULL, user_id TEXT NOT NULL,
                    pieces INTEGER NOT NULL, carrier TEXT NOT NULL, cancelled INTEGER NOT NULL
                ) WITHOUT ROWID
                """)
    }

    func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
        switch try decoder.decode(event) {
        case .shipmentCreated(_, let orderID, let userID, let pieces, let carrier, let shipmentID):
            try db.cachedStatement(sql: "INSERT INTO \(tables["shipments"]) VALUES (?, ?, ?, ?, ?, 0)").execute(
                arguments: [orderID, shipmentID, userID, pieces, carrier])
        case .shipmentCancelled(_, let orderID, _):
            try db.cachedStatement(sql: "UPDATE \(tables["shipments"]) SET cancelled = 1 WHERE order_id = ?").execute(
                arguments: [orderID])
        case .shipmentBarred: break
        }
    }
}
