import EventSourcing
import Foundation
import GRDB

/// Rebuilds a projection in memory from the events up to its checkpoint, and compares.
struct ReadModelCheck<P: Projection>: Sendable {
    let projection: P
    /// For the place, such as `users.sqlite, projection users`.
    let place: String

    /// Differences that are told of one read model, at most.
    private static var limit: Int { 5 }

    /// - Parameters:
    ///   - db: where the read model is.
    ///   - events: hands out the publisher's events up to a position, oldest first.
    func compare(
        _ db: Database, events: (_ upTo: Int, _ body: (Event) throws -> Void) throws -> Void
    ) throws -> ShopFacts.ReadModel {
        var fact = ShopFacts.ReadModel(place: place, differences: [], repeated: [])
        guard let position = try StoreMoment.checkpoint(of: projection.name, in: db) else { return fact }
        let rebuilt = try DatabaseQueue()
        try rebuilt.write { memory in
            try projection.create(.live, in: memory)
            try events(position) { event in
                if projection.filter.passes(event) { try projection.apply(event, to: .live, in: memory) }
            }
            for table in projection.tables {
                let comparison = RowComparison(
                    table: table, position: position, there: try rows(of: table, db),
                    wanted: try rows(of: table, memory))
                fact.differences += comparison.differences
                fact.repeated += comparison.repeated
            }
        }
        fact.differences = Array(fact.differences.prefix(Self.limit))
        fact.repeated = Array(fact.repeated.prefix(Self.limit))
        return fact
    }

    /// All rows, with how often each is there: a table need not have a key.
    private func rows(of table: String, _ db: Database) throws -> [RowComparison.Row: Int] {
        var found: [RowComparison.Row: Int] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(table)")
        while let row = try rows.next() {
            found[
                RowComparison.Row(
                    cells: row.map { .init(column: $0, value: Self.words($1), number: Int64.fromDatabaseValue($1)) }),
                default: 0] += 1
        }
        return found
    }

    /// JSON is compared by what it means: the order of its keys is left to chance.
    private static func words(_ value: DatabaseValue) -> String {
        switch value.storage {
        case .null: "null"
        case .int64(let number): String(number)
        case .double(let number): String(number)
        case .string(let text): canonical(Data(text.utf8)) ?? text
        case .blob(let data): canonical(data) ?? data.base64EncodedString()
        }
    }

    private static func canonical(_ data: Data) -> String? {
        guard let first = data.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
            let object = try? JSONSerialization.jsonObject(with: data),
            let sorted = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
        else { return nil }
        return String(decoding: sorted, as: UTF8.self)
    }
}
