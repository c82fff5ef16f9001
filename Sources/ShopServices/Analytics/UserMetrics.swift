import Foundation
import GRDB
import Resilience

/// What is known of a user's doings.
struct UserMetrics: Codable, Sendable, Equatable {
    struct Orders: Codable, Sendable, Equatable {
        let placed: Int
        let confirmed: Int
        let cancelled: Int
        /// Pieces of confirmed orders.
        let pieces: Int
    }

    let userId: String
    let orders: Orders
    /// Of confirmed orders, in cents.
    let spent: Int
    /// Of confirmed orders, in cents; missing when there are none.
    let averageOrder: Int?
    /// RFC 3339, as all times.
    let lastOrderAt: String?
    let registeredAt: String?
    let emailChanges: Int
    let preferenceChanges: Int
}

/// Totals over all users.
struct ShopMetrics: Codable, Sendable, Equatable {
    let users: Int
    let orders: UserMetrics.Orders
    /// Of confirmed orders, in cents.
    let revenue: Int
}

/// Answers questions about metrics from the read models.
struct AnalyticsQueries: Sendable {
    let database: any TieredReading

    /// A user of whom nothing is known yet has zeros.
    func getUserMetrics(_ userID: String) async throws -> UserMetrics {
        try await database.read(.normal) { db in
            let orders = try Self.row(
                "order_metrics", "placed, confirmed, cancelled, pieces, spent, last_order", userID, db)
            let changes = try Self.row("user_metrics", "registered, email_changes, preference_changes", userID, db)
            let (confirmed, spent): (Int, Int) = (orders?[1] ?? 0, orders?[4] ?? 0)
            return UserMetrics(
                userId: userID,
                orders: UserMetrics.Orders(
                    placed: orders?[0] ?? 0, confirmed: confirmed, cancelled: orders?[2] ?? 0, pieces: orders?[3] ?? 0),
                spent: spent, averageOrder: confirmed == 0 ? nil : spent / confirmed,
                lastOrderAt: (orders?[5] as Int64?).map { Date(wholeMicroseconds: $0).rfc3339 },
                registeredAt: (changes?[0] as Int64?).map { Date(wholeMicroseconds: $0).rfc3339 },
                emailChanges: changes?[1] ?? 0, preferenceChanges: changes?[2] ?? 0)
        }
    }

    func getShopMetrics() async throws -> ShopMetrics {
        try await database.read(.normal) { db in
            let users =
                try db.tableExists("user_metrics") ? Int.fetchOne(db, sql: "SELECT count(*) FROM user_metrics") ?? 0 : 0
            let row =
                try db.tableExists("order_metrics")
                ? Row.fetchOne(
                    db,
                    sql: """
                        SELECT coalesce(sum(placed), 0), coalesce(sum(confirmed), 0), coalesce(sum(cancelled), 0),
                               coalesce(sum(pieces), 0), coalesce(sum(spent), 0) FROM order_metrics
                        """) : nil
            return ShopMetrics(
                users: users,
                orders: UserMetrics.Orders(
                    placed: row?[0] ?? 0, confirmed: row?[1] ?? 0, cancelled: row?[2] ?? 0, pieces: row?[3] ?? 0),
                revenue: row?[4] ?? 0)
        }
    }

    private static func row(_ table: String, _ columns: String, _ userID: String, _ db: Database) throws -> Row? {
        guard try db.tableExists(table) else { return nil }
        return try Row.fetchOne(db, sql: "SELECT \(columns) FROM \(table) WHERE user_id = ?", arguments: [userID])
    }
}
