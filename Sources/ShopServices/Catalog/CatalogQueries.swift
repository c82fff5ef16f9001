import GRDB
import Resilience

/// Answers questions about products, wishlists and recommendations from the read models.
struct CatalogQueries: Sendable {
    /// Recommendations in one answer, at most.
    static let recommendationLimit = 50

    let database: any TieredReading

    /// All products, in the order in which they were listed.
    func getProducts() async throws -> [ProductView] {
        try await products("ORDER BY p.number", [])
    }

    /// - Returns: `nil`: there is no such product.
    func getProduct(_ sku: String) async throws -> ProductView? {
        try await products("WHERE p.sku = ?", [sku]).first
    }

    /// What a user would like to have, the newest wish first.
    func getWishlist(_ userID: String) async throws -> [ProductView] {
        try await products(
            "JOIN wishes w ON w.sku = p.sku WHERE w.user_id = ? ORDER BY w.added DESC, p.number", [userID])
    }

    /// What a user may want: products that others have bought together with theirs, then those that sell best, then the
    /// rest of the catalogue. What the user has bought comes last.
    func getRecommendations(_ userID: String, limit: Int) async throws -> [ProductView] {
        let limit = min(max(1, limit), Self.recommendationLimit)
        return try await database.read(.normal) { db in
            guard try db.tableExists("products") else { return [] }
            guard try db.tableExists("bought_together") else {
                return try Self.products("ORDER BY p.number LIMIT ?", [limit], db)
            }
            return try Self.products(
                """
                ORDER BY
                    EXISTS (SELECT 1 FROM bought_products b WHERE b.user_id = :user AND b.sku = p.sku),
                    (SELECT coalesce(sum(t.orders), 0) FROM bought_products b JOIN bought_together t ON t.sku = b.sku
                     WHERE b.user_id = :user AND t.other = p.sku) DESC,
                    (SELECT coalesce(sum(t.orders), 0) FROM bought_together t WHERE t.sku = p.sku) DESC,
                    p.number
                LIMIT :limit
                """, ["user": userID, "limit": limit], db)
        }
    }

    /// An order that was confirmed; `nil`: it is not, or not known yet.
    func getConfirmedOrder(_ orderID: String) async throws -> BoughtOrder? {
        try await database.read(.normal) { db in
            guard try db.tableExists("bought_orders") else { return nil }
            return try BoughtOrder.find(orderID, db).flatMap { $0.isConfirmed ? $0 : nil }
        }
    }

    private func products(_ rest: String, _ arguments: StatementArguments) async throws -> [ProductView] {
        try await database.read(.normal) { db in
            guard try db.tableExists("products") else { return [] }
            return try Self.products(rest, arguments, db)
        }
    }

    private static func products(
        _ rest: String, _ arguments: StatementArguments, _ db: Database
    ) throws -> [ProductView] {
        try Row.fetchAll(db, sql: "SELECT \(ProductView.columns) FROM products p \(rest)", arguments: arguments)
            .map { try ProductView(row: $0) }
    }
}
