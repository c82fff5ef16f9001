import EventSourcing
import GRDB
import Sagas

/// The stores of all services while a past is put into them: quick, and safe again once they are closed.
struct PastStores: Sendable {
    let orders: SQLiteEventStore
    let inventory: SQLiteEventStore
    let payments: SQLiteEventStore
    let shipping: SQLiteEventStore
    private let catalog: SQLiteEventStore
    private let analytics: SQLiteEventStore
    private let users: SQLiteEventStore
    private let readModels: PastReadModels

    init(_ files: ShopFiles) async throws {
        func open(_ service: ShopTopology.Service) throws -> SQLiteEventStore {
            let store = try SQLiteEventStore(path: files.store(of: service))
            try store.database.writeWithoutTransaction { db in
                // A power failure meanwhile may cost all of it: it is made again in the time that syncing would take.
                try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = -65536")
            }
            return store
        }
        orders = try open(.orders)
        inventory = try open(.inventory)
        payments = try open(.payments)
        shipping = try open(.shipping)
        catalog = try open(.catalog)
        analytics = try open(.analytics)
        users = try open(.users)
        readModels = try await PastReadModels(
            orders: orders, inventory: inventory, payments: payments, shipping: shipping, catalog: catalog,
            analytics: analytics)
    }

    /// Records orders, those of each store in one transaction.
    func record(_ past: [PastOrder], _ warehouse: inout PastWarehouse) async throws {
        async let orders: Void = orders.append(all: past.flatMap(\.orders))
        async let payments: Void = payments.append(all: past.map(\.payment))
        async let shipping: Void = shipping.append(all: past.map(\.shipment))
        try await warehouse.record(past)
        _ = try await (orders, payments, shipping)
    }

    /// Brings all that follows from the events up to date.
    func catchUp() async throws { try await readModels.catchUp() }

    /// Makes sure that all of it is on the disk.
    func close() async throws {
        try await readModels.finish()
        for store in [orders, inventory, payments, shipping, catalog, analytics, users] {
            try await store.database.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                _ = try db.checkpoint(.truncate)
            }
            try store.close()
        }
    }
}
