import GRDB

/// A read model that is kept up to date from events.
///
/// The read model lives in tables of a SQLite database. A projection never uses their names directly but asks for them:
/// while it is rebuilt, a second set of tables is filled beside the one that is read.
///
///     struct UserView: Projection {
///         let name = "users"
///         let tables = ["users"]
///         func create(_ tables: ReadModelTables, in db: Database) throws {
///             try db.execute(sql: "CREATE TABLE \(tables["users"]) (id TEXT PRIMARY KEY, name TEXT NOT NULL)")
///         }
///         func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws { … }
///     }
public protocol Projection: Sendable {
    /// Its name, unique in its database: letters, digits, `-` and `_`.
    var name: String { get }

    /// The names of its tables as queries use them: letters, digits and `_`.
    var tables: [String] { get }

    /// Raise it when the tables or their meaning change: the read model is then rebuilt at the next start, while the
    /// old one goes on being read.
    var version: Int { get }

    /// Which events it wants.
    var filter: EventFilter { get }

    /// Makes the tables, and whatever belongs to them. Names of indexes must contain the table's name as it is given.
    func create(_ tables: ReadModelTables, in db: Database) throws

    /// Changes the tables as an event demands. It runs in one transaction with the checkpoint and must have no other
    /// effect.
    /// - Throws: whatever is wrong with the event; the projection then stops before it, loudly.
    func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws

    /// Changes the tables as several events demand, oldest first. There is no need to write this; it is here because it
    /// can be quicker, where many events change the same row say.
    /// - Throws: anything, if one of them is wrong; which one is then found by applying them one by one.
    func apply(_ events: [Event], to tables: ReadModelTables, in db: Database) throws
}

extension Projection {
    /// The first version.
    public var version: Int { 1 }

    /// All events.
    public var filter: EventFilter { .all }

    /// One by one.
    public func apply(_ events: [Event], to tables: ReadModelTables, in db: Database) throws {
        for event in events { try apply(event, to: tables, in: db) }
    }
}

/// The names that a projection's tables have at present: the live ones, or those of a rebuild.
public struct ReadModelTables: Sendable, Hashable {
    let generation: Int?

    /// The name that a table has here.
    public subscript(table: String) -> String {
        generation.map { "\(table)__g\($0)" } ?? table
    }

    /// The tables that queries read.
    public static let live = ReadModelTables(generation: nil)
}
