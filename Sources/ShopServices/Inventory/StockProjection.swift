import EventSourcing
import GRDB

/// The stock of each product, for people: what came, what is there.
struct StockProjection: Projection {
    let name = "stock"
    let tables = ["stock"]
    let filter = EventFilter(types: ["StockArrived", "ItemsReserved", "ItemsReleased"])
    private let decoder = EventDecoder<Warehouse.Fact>()

    func create(_ tables: ReadModelTables, in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(tables["stock"]) (
                    sku TEXT PRIMARY KEY, arrived INTEGER NOT NULL, available INTEGER NOT NULL
                ) WITHOUT ROWID
                """)
    }

    func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
        func add(_ sku: String, arrived: Int, available: Int) throws {
            try db.cachedStatement(
                sql: """
                    INSERT INTO \(tables["stock"]) VALUES (?, ?, ?) ON CONFLICT (sku) DO UPDATE
                    SET arrived = arrived + excluded.arrived, available = available + excluded.available
                    """
            ).execute(arguments: [sku, arrived, available])
        }
        switch try decoder.decode(event) {
        case .stockArrived(let sku, let quantity): try add(sku, arrived: quantity, available: quantity)
        case .itemsReserved(_, _, let lines):
            for line in lines { try add(line.sku, arrived: 0, available: -line.quantity) }
        case .itemsReleased(_, _, let lines):
            for line in lines { try add(line.sku, arrived: 0, available: line.quantity) }
        case .reservationBarred: break
        }
    }
}
