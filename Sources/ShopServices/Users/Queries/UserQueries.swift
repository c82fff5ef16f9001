import Foundation
import GRDB
import Resilience

/// Answers questions about users from the read model.
struct UserQueries: Sendable {
    /// Characters of a search that count; what comes after them is passed over.
    static let searchLimit = 200
    /// Users in one answer, at most.
    static let resultLimit = 100

    let database: any TieredReading

    private static let columns =
        "SELECT u.id, u.name, u.email, u.avatar, u.preferences, u.created, u.updated, u.version"

    /// - Returns: `nil`: there is no such user, or not yet.
    func getUser(_ id: String) async throws -> UserView? {
        try await read("FROM users u WHERE u.id = ?", [id]).first
    }

    /// Users with an address, in whatever case. More than one only while somebody changes theirs.
    func getUsersByEmail(_ email: String) async throws -> [UserView] {
        let key = EmailAddress(email)?.key ?? email.lowercased()
        return try await read("FROM users u WHERE u.email_key = ? ORDER BY u.number LIMIT 100", [key])
    }

    /// Users whose name or address has all the words of a query, or words that begin so; the best first.
    ///
    /// The query is text and nothing else: FTS5's operators and quotes in it have no meaning.
    func searchUsers(_ query: String, limit: Int = 20) async throws -> [UserView] {
        guard let pattern = FTS5Pattern(matchingAllPrefixesIn: String(query.prefix(Self.searchLimit))) else {
            return []
        }
        return try await read(
            """
            FROM users_search JOIN users u ON u.number = users_search.rowid
            WHERE users_search MATCH ? ORDER BY rank, u.number LIMIT ?
            """, [pattern, min(max(1, limit), Self.resultLimit)])
    }

    private func read(_ rest: String, _ arguments: StatementArguments) async throws -> [UserView] {
        try await database.read(.normal) { db in
            guard try db.tableExists("users") else { return [] }
            return try Row.fetchAll(db, sql: "\(Self.columns) \(rest)", arguments: arguments).map { row in
                let preferences = try JSONDecoder().decode(UserPreferences.self, from: Data((row[4] as String).utf8))
                return UserView(
                    id: row[0], name: row[1], email: row[2], avatar: row[3], preferences: preferences,
                    createdAt: Date(wholeMicroseconds: row[5]).rfc3339,
                    updatedAt: Date(wholeMicroseconds: row[6]).rfc3339, version: row[7])
            }
        }
    }
}
