import GRDB

/// What the shop has sold, over all orders. It reads everything, which is why it has connections of its own.
struct SalesReport: Codable, Sendable, Equatable {
    struct Line: Codable, Sendable, Equatable {
        let status: Order.Status
        let orders: Int
        /// In cents.
        let total: Int
    }

    struct ProductLine: Codable, Sendable, Equatable {
        let sku: String
        let pieces: Int
        /// In cents.
        let total: Int
    }

    /// One a status, in the order of their names.
    let byStatus: [Line]
    /// Of confirmed orders, the best sold first.
    let byProduct: [ProductLine]

    static func generate(_ db: Database) throws -> SalesReport {
        guard try db.tableExists("orders") else { return SalesReport(byStatus: [], byProduct: []) }
        let statuses = try Row.fetchAll(
            db, sql: "SELECT status, count(*), sum(total) FROM orders GROUP BY status ORDER BY status")
        let products = try Row.fetchAll(
            db,
            sql: """
                SELECT item.value ->> 'sku', sum(item.value ->> 'quantity') AS pieces,
                    sum((item.value ->> 'quantity') * (item.value ->> 'price'))
                FROM orders, json_each(orders.items) item WHERE status = 'confirmed'
                GROUP BY 1 ORDER BY pieces DESC, 1
                """)
        return SalesReport(
            byStatus: statuses.map {
                Line(status: Order.Status(rawValue: $0[0]) ?? .pending, orders: $0[1], total: $0[2])
            },
            byProduct: products.map { ProductLine(sku: $0[0], pieces: $0[1], total: $0[2]) })
    }
}
