import EventSourcing
import Foundation
import GRDB

/// All users, to be found by id, by address and by words.
struct UserProjection: Projection {
    let name = "users"
    let tables = ["users", "users_search"]

    private let decoder = EventDecoder<UserFact>()

    func create(_ tables: ReadModelTables, in db: Database) throws {
        let users = tables["users"]
        // `number` is the position of the user's first event: the same in each rebuild, and the search's row id.
        try db.execute(
            sql: """
                CREATE TABLE \(users) (
                    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, email TEXT NOT NULL,
                    email_key TEXT NOT NULL, avatar TEXT NOT NULL, preferences TEXT NOT NULL,
                    created INTEGER NOT NULL, updated INTEGER NOT NULL, version INTEGER NOT NULL
                );
                CREATE INDEX \(users)_by_email ON \(users) (email_key);
                CREATE VIRTUAL TABLE \(tables["users_search"]) USING fts5 (
                    name, email, tokenize = 'unicode61 remove_diacritics 2'
                );
                """)
    }

    func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
        guard event.stream.category == UserAggregate.category else { return }
        let id = String(event.stream.rawValue.dropFirst(UserAggregate.category.count + 1))
        let (users, search) = (tables["users"], tables["users_search"])
        let at = event.timestamp.wholeMicroseconds
        switch try decoder.decode(event) {
        case .userCreated(let name, let email, let avatar):
            let key = EmailAddress(email)?.key ?? email.lowercased()
            try db.execute(
                sql: "INSERT INTO \(users) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    event.position, id, name, email, key, avatar, try Self.json(UserPreferences()), at, at,
                    event.version,
                ])
            try db.execute(
                sql: "INSERT INTO \(search) (rowid, name, email) VALUES (?, ?, ?)",
                arguments: [event.position, name, email])
            return
        case .userEmailUpdated(_, let email):
            let key = EmailAddress(email)?.key ?? email.lowercased()
            try db.execute(
                sql: "UPDATE \(users) SET email = ?, email_key = ?, updated = ? WHERE id = ?",
                arguments: [email, key, at, id])
            try db.execute(
                sql: "UPDATE \(search) SET email = ? WHERE rowid = (SELECT number FROM \(users) WHERE id = ?)",
                arguments: [email, id])
        case .userPreferencesChanged(let preferences):
            try db.execute(
                sql: "UPDATE \(users) SET preferences = ?, updated = ? WHERE id = ?",
                arguments: [try Self.json(preferences), at, id])
        case .userAddressLapsed:
            break
        }
        try db.execute(
            sql: "UPDATE \(users) SET version = ? WHERE id = ?", arguments: [event.version, id])
    }

    private static func json(_ preferences: UserPreferences) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(preferences), as: UTF8.self)
    }
}
