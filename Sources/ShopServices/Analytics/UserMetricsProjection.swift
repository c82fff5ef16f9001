import EventSourcing
import GRDB

/// What each user has changed, from users' events.
struct UserMetricsProjection: Projection {
    let name = "user-metrics"
    let tables = ["user_metrics"]

    private let decoder = EventDecoder<UserFact>()

    func create(_ tables: ReadModelTables, in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(tables["user_metrics"]) (
                    user_id TEXT PRIMARY KEY, registered INTEGER NOT NULL, email_changes INTEGER NOT NULL,
                    preference_changes INTEGER NOT NULL, last_change INTEGER NOT NULL
                ) WITHOUT ROWID
                """)
    }

    func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
        guard event.stream.category == UserAggregate.category else { return }
        let user = String(event.stream.rawValue.dropFirst(UserAggregate.category.count + 1))
        let at = event.timestamp.wholeMicroseconds
        switch try decoder.decode(event) {
        case .userCreated:
            try db.execute(
                sql: "INSERT INTO \(tables["user_metrics"]) VALUES (?, ?, 0, 0, ?)", arguments: [user, at, at])
        case .userEmailUpdated: try count("email_changes", user, at, tables, db)
        case .userPreferencesChanged: try count("preference_changes", user, at, tables, db)
        case .userAddressLapsed: break
        }
    }

    private func count(_ column: String, _ user: String, _ at: Int64, _ tables: ReadModelTables, _ db: Database) throws
    {
        try db.execute(
            sql: "UPDATE \(tables["user_metrics"]) SET \(column) = \(column) + 1, last_change = ? WHERE user_id = ?",
            arguments: [at, user])
    }
}
