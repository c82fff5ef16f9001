import EventSourcing
import Foundation
import GRDB
import Testing

@testable import ShopServices

/// How often a word was said.
private struct WordCounts: Projection {
    let name = "words"
    let tables = ["words"]

    func create(_ tables: ReadModelTables, in db: Database) throws {
        try db.execute(sql: "CREATE TABLE \(tables["words"]) (word TEXT PRIMARY KEY, count INTEGER, detail BLOB)")
    }

    func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO \(tables["words"]) VALUES (?, 1, ?)
                ON CONFLICT DO UPDATE SET count = count + 1
                """, arguments: [String(decoding: event.data, as: UTF8.self), Data(#"{"a":1,"b":[2]}"#.utf8)])
    }
}

@Suite(.timeLimit(.minutes(2)))
struct ReadModelCheckTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.files.directory + "/words.sqlite" }

    /// A store in which three words were said, and their counts.
    private func makeStore() async throws -> SQLiteEventStore {
        let store = try SQLiteEventStore(path: path)
        for (version, word) in ["to", "be", "to"].enumerated() {
            _ = try await store.append(
                Append(
                    to: StreamID(category: "talk", id: "1"), expecting: version,
                    [NewEvent(type: "Said", data: Data(word.utf8))]))
        }
        let runner = ProjectionRunner(
            WordCounts(), from: StoreEventSource(store, name: "words"), into: store.database)
        try await runner.catchUp()
        return store
    }

    private func check() throws -> ShopFacts.ReadModel {
        let file = try StoreFile(path)
        return try file.read { db in
            try ReadModelCheck(projection: WordCounts(), place: "words.sqlite, projection words").compare(db) {
                position, body in try StoreFile.events(in: db, upTo: position, body)
            }
        }
    }

    @Test func aReadModelThatIsWhatItsEventsMakeOfItIsFine() async throws {
        let store = try await makeStore()
        #expect(try check().differences.isEmpty)
        // Events behind the checkpoint are not missed.
        _ = try await store.append(
            Append(
                to: StreamID(category: "talk", id: "1"), expecting: 3, [NewEvent(type: "Said", data: Data("or".utf8))]))
        #expect(try check().differences.isEmpty)
        // The keys of JSON may be in any order.
        try await store.database.write { try $0.execute(sql: #"UPDATE words SET detail = '{"b":[2],"a":1}'"#) }
        #expect(try check().differences.isEmpty)
    }

    @Test(arguments: [
        ("UPDATE words SET count = 1 WHERE word = 'to'", ["has", "lacks"], 0),
        ("DELETE FROM words WHERE word = 'be'", ["lacks"], 0),
        ("INSERT INTO words VALUES ('not', 1, NULL)", ["has"], 0),
        (#"UPDATE words SET detail = '{"a":2,"b":[2]}' WHERE word = 'be'"#, ["has", "lacks"], 0),
        ("UPDATE words SET count = 3 WHERE word = 'to'", [], 1),
    ])
    func whateverDiffersIsFound(plant: String, verbs: [String], repeated: Int) async throws {
        let store = try await makeStore()
        try await store.database.write { try $0.execute(sql: plant) }
        let fact = try check()
        #expect(fact.place == "words.sqlite, projection words")
        #expect(fact.differences.count == verbs.count)
        for (difference, verb) in zip(fact.differences, verbs) {
            #expect(difference.hasPrefix("table words \(verb) "))
        }
        #expect(fact.repeated.count == repeated)
    }

    @Test func gapsInTheEventsAreDamage() async throws {
        let store = try await makeStore()
        #expect(try StoreFile(path).read { try StoreFile.damage(in: $0, "words.sqlite") }.isEmpty)
        try await store.database.write { try $0.execute(sql: "DELETE FROM events WHERE position = 2") }
        let found = try StoreFile(path).read { try StoreFile.damage(in: $0, "words.sqlite") }
        #expect(found.map(\.rule) == [.storeDamaged, .storeDamaged])
        #expect(found.map(\.place) == ["words.sqlite, events", "words.sqlite, stream talk-1"])
    }

    @Test func messagesThatWaitAreCounted() async throws {
        let store = try await makeStore()
        #expect(try StoreFile(path).read { try StoreFile.outbox(in: $0, "words.sqlite") }.waiting == 0)
        try await store.database.write {
            try $0.execute(
                sql: "INSERT INTO outbox (id, topic, key, payload, attempts, due) VALUES ('m', 't', 'k', x'', 0, 0)")
        }
        let outbox = try StoreFile(path).read { try StoreFile.outbox(in: $0, "words.sqlite") }
        #expect(outbox == ShopFacts.Outbox(place: "words.sqlite, outbox", waiting: 1))
    }

    @Test func aFileThatIsNotThereOrNoStoreIsDamage() throws {
        #expect { try StoreFile(path) } throws: { ($0 as? Violation)?.rule == .storeDamaged }
        try Data(repeating: 7, count: 5000).write(to: URL(filePath: path))
        #expect { try StoreFile(path).read { try StoreFile.damage(in: $0, "words.sqlite") } } throws: {
            ($0 as? Violation)?.rule == .storeDamaged
        }
    }
}
