import EventSourcing
import Foundation
import GRDB

/// Appends, against the same rows written through GRDB by hand in batches of the same size, synced as well.
struct AppendBench: Sendable {
    let folder: String
    let data = Data(#"{"sku":"A-17","quantity":3,"price":{"cents":1999,"currency":"EUR"}}"#.utf8)

    func run() async throws {
        for callers in [1, 64] {
            let count = callers == 1 ? 1_000 : 20_000
            // In turns, so that a slow moment of the disk hits both.
            var (stores, raws): ([Rate], [Rate]) = ([], [])
            for round in 0..<3 {
                stores.append(try await store(callers, count, round))
                raws.append(try await raw(batch: callers, count, round))
            }
            let (store, raw) = (median(stores), median(raws))
            report("append, \(callers) callers", store, ratio: store.perSecond / raw.perSecond)
        }
    }

    private func store(_ callers: Int, _ count: Int, _ round: Int) async throws -> Rate {
        let store = try SQLiteEventStore(path: "\(folder)/append-\(callers)-\(round).sqlite")
        return try await rate(of: count) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<callers {
                    group.addTask {
                        let stream = StreamID(rawValue: "order-\(caller)")
                        for version in 0..<count / callers {
                            _ = try await store.append(
                                Append(to: stream, expecting: version, [NewEvent(type: "ItemAdded", data: data)]))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    private func raw(batch: Int, _ count: Int, _ round: Int) async throws -> Rate {
        let pool = try DatabasePool(path: "\(folder)/raw-\(batch)-\(round).sqlite")
        try await pool.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA synchronous = FULL;
                    CREATE TABLE events (
                        position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, version INTEGER NOT NULL,
                        id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, data BLOB NOT NULL, timestamp INTEGER NOT NULL,
                        UNIQUE (stream, version))
                    """)
        }
        return try await rate(of: count) {
            for start in stride(from: 0, to: count, by: batch) {
                try await pool.write { db in
                    let insert = try db.cachedStatement(
                        sql: "INSERT INTO events (stream, version, id, type, data, timestamp) VALUES (?, ?, ?, ?, ?, ?)"
                    )
                    for number in start..<min(start + batch, count) {
                        try insert.execute(arguments: [
                            number % batch, number / batch + 1, UUID().uuidString, "ItemAdded", data, number,
                        ])
                    }
                }
            }
        }
    }
}
