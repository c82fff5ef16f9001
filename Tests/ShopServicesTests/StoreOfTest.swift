import EventSourcing
import Foundation
import GRDB
import Resilience

@testable import ShopServices

/// A store in a file, with the read models in it.
final class StoreOfTest: TieredReading {
    let store: SQLiteEventStore
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "shop-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try SQLiteEventStore(path: folder.appending(path: "test.sqlite").path)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func read<Value: Sendable>(
        _ tier: BulkheadTier, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await store.database.read(body)
    }

    /// Brings a read model up to date with this store, or with another's events.
    func catchUp<P: Projection>(_ projection: P, from source: (any EventSource)? = nil) async throws {
        let source = source ?? StoreEventSource(store, name: "test")
        try await ProjectionRunner(projection, from: source, into: store.database).catchUp()
    }

    /// All rows of a projection's tables in words.
    func rows<P: Projection>(of projection: P) async throws -> [String: [String]] {
        try await store.database.read { db in
            try Dictionary(
                uniqueKeysWithValues: projection.tables.map { table in
                    (table, try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map(\.description).sorted())
                })
        }
    }

    /// Whether a read model that grew bit by bit is what a rebuild makes of the events.
    func isAsRebuilt<P: Projection>(_ projection: P, from source: (any EventSource)? = nil) async throws -> Bool {
        let grown = try await rows(of: projection)
        let fresh = try StoreOfTest()
        try await fresh.catchUp(projection, from: source ?? StoreEventSource(store, name: "test"))
        return try await grown == fresh.rows(of: projection)
    }

    /// Appends events of orders as the service of that name does.
    func order(_ id: String, _ type: String, _ json: String = "{}") async throws {
        let stream = StreamID(rawValue: "order-\(id)")
        let event = NewEvent(type: type, data: Data(json.utf8))
        _ = try await store.append(Append(to: stream, expecting: try await store.version(of: stream), [event]))
    }

    func place(_ id: String, user: String, _ lines: [(sku: String, quantity: Int, price: Int)]) async throws {
        let items = lines.map { #"{"sku":"\#($0.sku)","quantity":\#($0.quantity),"price":\#($0.price)}"# }
        try await order(id, "OrderPlaced", #"{"userId":"\#(user)","items":[\#(items.joined(separator: ","))]}"#)
    }
}
