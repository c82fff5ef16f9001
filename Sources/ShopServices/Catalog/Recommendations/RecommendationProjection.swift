import EventSourcing
import Foundation
import GRDB

/// What was bought by whom and together with what, from orders' events.
struct RecommendationProjection: Projection {
    let name = "recommendations"
    let tables = ["bought_orders", "bought_products", "bought_together"]
    let filter = OrderNews.filter

    func create(_ tables: ReadModelTables, in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(tables["bought_orders"]) (
                    order_id TEXT PRIMARY KEY, user_id TEXT NOT NULL, skus TEXT NOT NULL, confirmed INTEGER NOT NULL
                ) WITHOUT ROWID;
                CREATE TABLE \(tables["bought_products"]) (
                    user_id TEXT NOT NULL, sku TEXT NOT NULL, orders INTEGER NOT NULL, PRIMARY KEY (user_id, sku)
                ) WITHOUT ROWID;
                CREATE TABLE \(tables["bought_together"]) (
                    sku TEXT NOT NULL, other TEXT NOT NULL, orders INTEGER NOT NULL, PRIMARY KEY (sku, other)
                ) WITHOUT ROWID;
                """)
    }

    func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
        guard let (order, news) = try OrderNews.read(event) else { return }
        let orders = tables["bought_orders"]
        switch news {
        case .placed(let user, let lines):
            let skus = Set(lines.map(\.sku)).sorted()
            let json = String(decoding: try JSONEncoder().encode(skus), as: UTF8.self)
            try db.cachedStatement(sql: "INSERT INTO \(orders) VALUES (?, ?, ?, 0)").execute(
                arguments: [order, user, json])
        case .confirmed:
            guard let bought = try BoughtOrder.find(order, in: orders, db), !bought.isConfirmed else { return }
            try db.cachedStatement(sql: "UPDATE \(orders) SET confirmed = 1 WHERE order_id = ?").execute(
                arguments: [order])
            try count(bought, tables, db)
        case .cancelled:
            try db.execute(sql: "DELETE FROM \(orders) WHERE order_id = ?", arguments: [order])
        }
    }

    private func count(_ bought: BoughtOrder, _ tables: ReadModelTables, _ db: Database) throws {
        let product = try db.cachedStatement(
            sql: """
                INSERT INTO \(tables["bought_products"]) VALUES (?, ?, 1)
                ON CONFLICT DO UPDATE SET orders = orders + 1
                """)
        let pair = try db.cachedStatement(
            sql: """
                INSERT INTO \(tables["bought_together"]) VALUES (?, ?, 1)
                ON CONFLICT DO UPDATE SET orders = orders + 1
                """)
        for sku in bought.skus {
            try product.execute(arguments: [bought.userID, sku])
            for other in bought.skus where other != sku { try pair.execute(arguments: [sku, other]) }
        }
    }
}

/// An order as recommendations remember it.
struct BoughtOrder: Sendable, Equatable {
    let userID: String
    let skus: [String]
    let isConfirmed: Bool

    static func find(_ orderID: String, in table: String = "bought_orders", _ db: Database) throws -> BoughtOrder? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT user_id, skus, confirmed FROM \(table) WHERE order_id = ?"),
            arguments: [orderID]
        ).map { row in
            BoughtOrder(
                userID: row[0], skus: try JSONDecoder().decode([String].self, from: Data((row[1] as String).utf8)),
                isConfirmed: row[2])
        }
    }
}
