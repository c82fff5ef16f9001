import EventSourcing
import Foundation

/// The warehouse while a past is made up: it gives away what was ordered, and orders again what runs out.
struct PastWarehouse {
    private let store: SQLiteEventStore
    private var state: Warehouse
    private var version: Int

    /// Puts the first day's stock on the shelves if nobody has.
    init(_ store: SQLiteEventStore) async throws {
        try await WarehouseKeeper(store: store).open()
        let kept = try await Repository<Warehouse>(
            store: store, snapshots: .every(WarehouseKeeper.snapshotInterval)
        ).load(Warehouse.id)
        (self.store, state, version) = (store, kept.state, kept.version)
    }

    /// Records the reservations of several orders in one append.
    mutating func record(_ orders: [PastOrder]) async throws {
        var events: [NewEvent] = []
        for order in orders {
            for delivery in state.deliveries() {
                events.append(try NewEvent(delivery))
                state.apply(delivery)
            }
            events.append(order.reserved.event)
            state.apply(order.reserved.fact)
        }
        let stream = StreamID(category: Warehouse.category, id: Warehouse.id)
        try await store.append(all: [Append(to: stream, expecting: version, events)])
        let before = version
        version += events.count
        guard version / WarehouseKeeper.snapshotInterval > before / WarehouseKeeper.snapshotInterval else { return }
        try await store.keep(
            Snapshot(stream: stream, version: version, schemaVersion: 1, data: try JSONEncoder().encode(state)))
    }
}
