import GRDB
import Resilience

/// Something that reads on connections of a tier.
protocol TieredReading: Sendable {
    /// - Throws: `BulkheadRejection` when the tier is full; what SQLite says.
    func read<Value: Sendable>(
        _ tier: BulkheadTier, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value
}
