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
        guard let position = try checkpoint(db) else { return fact }
        let rebuilt = try DatabaseQueue()
        try rebuilt.write { memory in
            try projection.create(.live, in: memory)
            try events(position) { event in
                if projection.filter.passes(event) { try projection.apply(event, to: .live, in: memory) }
            }
            for table in projection.tables {
                let (there, wanted) = (try rows(of: table, db), try rows(of: table, memory))
                fact.differences += Self.differences(table, there: there, wanted: wanted, position)
            }
        }
        fact.differences = Array(fact.differences.prefix(Self.limit))
        return fact
    }

    /// How far the read model has come; `nil`: it has not begun.
    private func checkpoint(_ db: Database) throws -> Int? {
        guard try db.tableExists("projection_checkpoints") else { return nil }
        return try Int.fetchOne(
            db, sql: "SELECT position FROM projection_checkpoints WHERE name = ? AND NOT rebuilding",
            arguments: [projection.name])
    }

    /// All rows in words, with how often each is there: a table need not have a key.
    private func rows(of table: String, _ db: Database) throws -> [String: Int] {
        var found: [String: Int] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(table)")
        while let row = try rows.next() {
            let words = row.map { column, value in "\(column)=\(Self.words(value))" }.joined(separator: " ")
            found[words, default: 0] += 1
        }
        return found
    }

    private static func differences(
        _ table: String, there: [String: Int], wanted: [String: Int], _ position: Int
    ) -> [String] {
        let missing = wanted.filter { there[$0.key, default: 0] < $0.value }.keys.sorted()
        let surplus = there.filter { wanted[$0.key, default: 0] < $0.value }.keys.sorted()
        return missing.map { "table \(table) lacks \(shortened($0)), which a rebuild up to position \(position) has" }
            + surplus.map { "table \(table) has \(shortened($0)), which a rebuild up to position \(position) lacks" }
    }

    private static func shortened(_ words: String) -> String {
        words.count <= 160 ? words : String(words.prefix(160)) + "…"
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
