import EventSourcing
import GRDB

/// All payments: what was taken for which order, and whether it was given back.
struct PaymentProjection: Projection {
    let name = "payments"
    let tables = ["payments"]
    let filter = EventFilter(types: ["PaymentCharged", "PaymentRefunded"])
    private let decoder = EventDecoder<PaymentAggregate.Fact>()

    func create(_ tables: ReadModelTables, in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(tables["payments"]) (
                    order_id TEXT PRIMARY KEY, payment_id TEXT NOT NULL, user_id TEXT NOT NULL,
                    amount INTEGER NOT NULL, method TEXT NOT NULL, refunded INTEGER NOT NULL
                ) WITHOUT ROWID
                """)
    }

    func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
        switch try decoder.decode(event) {
        case .paymentCharged(_, let orderID, let userID, let amount, let method, let paymentID):
            try db.cachedStatement(sql: "INSERT INTO \(tables["payments"]) VALUES (?, ?, ?, ?, ?, 0)").execute(
                arguments: [orderID, paymentID, userID, amount, method])
        case .paymentRefunded(_, let orderID, _, _):
            try db.cachedStatement(sql: "UPDATE \(tables["payments"]) SET refunded = 1 WHERE order_id = ?").execute(
                arguments: [orderID])
        case .paymentBarred: break
        }
    }
}
