import EventSourcing
import Foundation
import GRDB

/// What each user has ordered, from orders' events. Each event counts once: the checkpoint is in the same transaction.
struct OrderMetricsProjection: Projection {
    let name = "order-metrics"
    let tables = ["metric_orders", "order_metrics"]
    let filter = OrderNews.filter

    func create(_ tables: ReadModelTables, in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(tables["metric_orders"]) (
                    order_id TEXT PRIMARY KEY, user_id TEXT NOT NULL, total INTEGER NOT NULL, pieces INTEGER NOT NULL,
                    status TEXT NOT NULL
                ) WITHOUT ROWID;
                CREATE TABLE \(tables["order_metrics"]) (
                    user_id TEXT PRIMARY KEY, placed INTEGER NOT NULL, confirmed INTEGER NOT NULL,
                    cancelled INTEGER NOT NULL, spent INTEGER NOT NULL, pieces INTEGER NOT NULL,
                    last_order INTEGER NOT NULL
                ) WITHOUT ROWID;
                """)
    }

    func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
        guard let (order, news) = try OrderNews.read(event) else { return }
        let (orders, metrics) = (tables["metric_orders"], tables["order_metrics"])
        switch news {
        case .placed(let user, let lines):
            let total = lines.reduce(0) { $0 + $1.quantity * $1.price }
            let pieces = lines.reduce(0) { $0 + $1.quantity }
            try db.cachedStatement(sql: "INSERT INTO \(orders) VALUES (?, ?, ?, ?, 'pending')").execute(
                arguments: [order, user, total, pieces])
            try db.cachedStatement(
                sql: """
                    INSERT INTO \(metrics) VALUES (?, 1, 0, 0, 0, 0, ?)
                    ON CONFLICT DO UPDATE SET placed = placed + 1, last_order = excluded.last_order
                    """
            ).execute(arguments: [user, event.timestamp.wholeMicroseconds])
        case .confirmed:
            try end(
                order, as: "confirmed", "confirmed = confirmed + 1, spent = spent + ?, pieces = pieces + ?", tables, db)
        case .cancelled:
            try end(order, as: "cancelled", "cancelled = cancelled + 1 + 0 * (? + ?)", tables, db)
        }
    }

    /// An order ends once, whatever else is said about it.
    private func end(
        _ order: String, as status: String, _ change: String, _ tables: ReadModelTables, _ db: Database
    ) throws {
        let (orders, metrics) = (tables["metric_orders"], tables["order_metrics"])
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT user_id, total, pieces FROM \(orders) WHERE order_id = ? AND status = 'pending'"),
            arguments: [order])
        guard let row else { return }
        try db.cachedStatement(sql: "UPDATE \(orders) SET status = ? WHERE order_id = ?").execute(
            arguments: [status, order])
        let (user, total, pieces): (String, Int, Int) = (row[0], row[1], row[2])
        try db.cachedStatement(sql: "UPDATE \(metrics) SET \(change) WHERE user_id = ?").execute(
            arguments: [total, pieces, user])
    }
}
