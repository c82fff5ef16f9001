import EventSourcing
import GRDB
import Observability
import Resilience

/// A service's one file: its events, its read models, and connections for reading them in three tiers.
///
/// Each tier has connections of its own behind one bulkhead, so that reports, however many, take none from orders.
struct ServiceDatabase: TieredReading {
    /// Connections of a tier at most, as the bulkhead's limits.
    private static let policy = BulkheadPolicy.standard

    let store: SQLiteEventStore
    /// The events of this service, under its name.
    let source: StoreEventSource
    let bulkhead: Bulkhead<ContinuousClock>
    private let pools: [BulkheadTier: DatabasePool]

    /// Opens the file, and makes it if there is none.
    /// - Throws: `EventStoreError`; what SQLite says when a reader cannot be opened.
    init(name: String, path: String) throws {
        store = try SQLiteEventStore(path: path, readers: 8)
        source = StoreEventSource(store, name: name)
        bulkhead = Bulkhead(name: "\(name) database", policy: Self.policy)
        var pools: [BulkheadTier: DatabasePool] = [:]
        for tier in BulkheadTier.allCases {
            var configuration = Configuration()
            configuration.label = "\(name) \(tier.rawValue)"
            configuration.readonly = true
            configuration.maximumReaderCount = Self.policy[tier].limit
            configuration.busyMode = .timeout(5)
            pools[tier] = try DatabasePool(path: path, configuration: configuration)
        }
        self.pools = pools
    }

    /// Reads on a connection of a tier.
    /// - Throws: `BulkheadRejection` when the tier is full; what SQLite says.
    func read<Value: Sendable>(
        _ tier: BulkheadTier, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await bulkhead.execute(tier) {
            // Every tier has a pool; the store's own connections are as good if one had none.
            try await (pools[tier] ?? store.database).read(body)
        }
    }

    /// Does something with the store that counts as a call of a tier.
    /// - Throws: `BulkheadRejection` when the tier is full; what the operation throws.
    func execute<Value>(_ tier: BulkheadTier, _ operation: () async throws -> Value) async throws -> Value {
        try await bulkhead.execute(tier, operation)
    }

    /// `SELECT 1`: under a second is healthy, slower degraded, an error unhealthy.
    var healthCheck: DatabaseHealthCheck {
        let store = store
        return DatabaseHealthCheck { _ = try await store.database.read { try Int.fetchOne($0, sql: "SELECT 1") } }
    }

    /// Waits for what is under way and closes the file.
    /// - Throws: the first thing that SQLite says, after everything that can be closed is.
    func close() throws {
        var results = pools.values.map { pool in Result { try pool.close() } }
        results.append(Result { try store.close() })
        for result in results { try result.get() }
    }
}
