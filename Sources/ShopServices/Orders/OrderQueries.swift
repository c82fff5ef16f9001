import Foundation
import GRDB
import Observability
import Resilience

/// Answers questions about orders from the read model.
struct OrderQueries: Sendable {
    /// Orders in one answer at most.
    static let pageLimit = 500

    let database: ServiceDatabase

    /// The newest orders of all users, or of one.
    func recent(of userID: String?, limit: Int) async throws -> [OrderView] {
        try await read(
            .critical, userID.map { _ in "WHERE user_id = ?" } ?? "", "ORDER BY number DESC LIMIT ?",
            (userID.map { [$0] } ?? []) + [min(max(limit, 1), Self.pageLimit)]
        ).map(\.view)
    }

    /// - Returns: `nil`: there is no such order, or not yet.
    func order(_ id: String) async throws -> OrderView? {
        try await read(.critical, "WHERE id = ?", "", [id]).first?.view
    }

    /// Everything that a user has ever ordered, the newest first, a page at a time.
    /// - Parameter next: where the last page ended; `nil`: from the beginning.
    func history(of userID: String, after next: Int?, limit: Int) async throws -> OrderPage {
        let limit = min(max(limit, 1), Self.pageLimit)
        let rows = try await read(
            .normal, "WHERE user_id = ? AND number < ?", "ORDER BY number DESC LIMIT ?",
            [userID, next ?? Int.max, limit])
        return OrderPage(items: rows.map(\.view), next: rows.count == limit ? rows.last?.number : nil)
    }

    private struct Found: Sendable {
        let number: Int
        let view: OrderView
    }

    private func read(
        _ tier: BulkheadTier, _ condition: String, _ rest: String,
        _ arguments: [any DatabaseValueConvertible & Sendable]
    ) async throws -> [Found] {
        try await database.read(tier) { db in
            guard try db.tableExists("orders") else { return [] }
            let statement = try db.cachedStatement(
                sql: """
                    SELECT number, id, status, user_id, items, total, reservation_id, payment_id, shipment_id, reason,
                        placed FROM orders \(condition) \(rest)
                    """)
            return try Row.fetchAll(statement, arguments: StatementArguments(arguments)).map { row in
                Found(
                    number: row[0],
                    view: OrderView(
                        id: row[1], status: Order.Status(rawValue: row[2]) ?? .pending, userId: row[3],
                        items: try JSONDecoder().decode([Order.Item].self, from: Data((row[4] as String).utf8)),
                        total: row[5], reservationId: row[6], paymentId: row[7], shipmentId: row[8], reason: row[9],
                        placedAt: WallClock.text(nanoseconds: UInt64(row[10] as Int) * 1_000_000)))
            }
        }
    }
}

/// A part of a user's history.
struct OrderPage: Codable, Sendable, Equatable {
    let items: [OrderView]
    /// For the next page; `nil`: this was the last.
    let next: Int?
}
