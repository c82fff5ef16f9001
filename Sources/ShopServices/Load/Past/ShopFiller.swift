import EventSourcing
import Foundation

/// Fills the stores of a shop that does not run with confirmed orders, as if they had been placed and carried out: a
/// past to measure on. `shop verify` finds nothing wrong with it, and the services have nothing to catch up on.
public struct ShopFiller: Sendable {
    /// Orders in one transaction of each store: some sixty thousand events.
    private static let batch = 4_096
    /// Orders that one task makes the events of.
    private static let share = 1_024

    private let files: ShopFiles
    private let seed: UInt64

    public init(files: ShopFiles, seed: UInt64) {
        self.files = files
        self.seed = seed
    }

    /// Adds orders.
    /// - Parameter told: how many there are so far, now and then.
    /// - Throws: `EventStoreError`; ``ShopLock/Held`` while a shop runs there, ``ServiceLock/Held`` while a service does.
    public func fill(_ count: Int, told: @Sendable (Int) -> Void = { _ in }) async throws {
        try files.makeDirectory()
        try ShopLock.check(files)
        let owners = ShopTopology.Service.allCases.filter(\.ownsStore)
        let locks = try owners.map { try ServiceLock(of: $0, in: files) }
        defer { withExtendedLifetime(locks) {} }
        let stores = try await PastStores(files)
        var warehouse = try await PastWarehouse(stores.inventory)
        let maker = Maker(count: count, seed: seed)
        var orders = PastOrders(seed: seed, count: count)
        var ready = try await maker.make(try Self.next(&orders, after: 0, of: count), from: 0)
        var done = 0
        while !ready.isEmpty {
            try Task.checkCancellation()
            let first = done + ready.count
            let wanted = try Self.next(&orders, after: first, of: count)
            // The next are made while these are recorded.
            async let following = maker.make(wanted, from: first)
            try await stores.record(ready, &warehouse)
            try await stores.catchUp()
            ready = try await following
            done = first
            told(done)
        }
        try await stores.close()
    }

    private static func next(_ orders: inout PastOrders, after done: Int, of count: Int) throws -> [Order] {
        try (0..<min(batch, count - done)).map { _ in try orders.next() }
    }

    /// Makes the events of orders, some at a time on each processor.
    private struct Maker: Sendable {
        let ids: SpreadIDs
        let otherIDs: SpreadIDs
        let fate: Fate

        init(count: Int, seed: UInt64) {
            ids = SpreadIDs(count: count * PastOrder.randomIDs)
            otherIDs = SpreadIDs(count: count)
            fate = Fate(seed: seed)
        }

        func make(_ orders: [Order], from first: Int) async throws -> [PastOrder] {
            try await withThrowingTaskGroup(of: (Int, [PastOrder]).self) { group in
                for start in stride(from: 0, to: orders.count, by: ShopFiller.share) {
                    let share = orders[start..<min(orders.count, start + ShopFiller.share)]
                    group.addTask {
                        var random = SeededGenerator(seed: .random(in: 0...UInt64.max))
                        return (
                            start,
                            try share.enumerated().map { index, order in
                                try PastOrder(
                                    order, at: first + start + index, ids: ids, otherIDs: otherIDs, fate: fate,
                                    using: &random)
                            }
                        )
                    }
                }
                var made: [Int: [PastOrder]] = [:]
                for try await (start, share) in group { made[start] = share }
                return made.sorted { $0.key < $1.key }.flatMap(\.value)
            }
        }
    }
}
