import EventSourcing
import GRDB

/// The read model of these tests.
struct Balances: Projection {
    let name = "balances"
    let tables = ["balances"]
    var version = 1
    /// What a later version of the code makes of a deposit.
    var factor = 1

    func create(_ tables: ReadModelTables, in db: Database) throws {
        let table = tables["balances"]
        try db.execute(sql: "CREATE TABLE \(table) (account TEXT PRIMARY KEY, cents INTEGER NOT NULL)")
        try db.execute(sql: "CREATE INDEX \(table)_by_cents ON \(table) (cents)")
    }

    func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
        let cents: Int =
            switch try EventDecoder<Account.Fact>(upcasters: Account.upcasters).decode(event) {
            case .accountOpened: 0
            case .moneyDeposited(let cents): cents * factor
            case .moneyWithdrawn(let cents): -cents * factor
            }
        try db.execute(
            sql: """
                INSERT INTO \(tables["balances"]) VALUES (?, ?)
                ON CONFLICT DO UPDATE SET cents = cents + excluded.cents
                """, arguments: [event.stream.rawValue, cents])
    }

    static func read(_ database: any DatabaseReader) async throws -> [String: Int] {
        try await database.read { db in
            guard try db.tableExists("balances") else { return [:] }
            return try Dictionary(
                uniqueKeysWithValues: Row.fetchAll(db, sql: "SELECT account, cents FROM balances").map {
                    ($0[0], $0[1])
                })
        }
    }
}
