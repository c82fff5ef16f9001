import Foundation

/// How often the state of an aggregate is kept, and in which shape.
public struct SnapshotPolicy<A: Aggregate>: Sendable {
    /// After how many events a new one is kept.
    let interval: Int
    /// Raise it when the state's shape or meaning changes: older snapshots are then passed over.
    let schemaVersion: Int
    let encode: @Sendable (A) throws -> Data
    let decode: @Sendable (Data) throws -> A
}

extension SnapshotPolicy where A: Codable {
    /// Keeps the state as JSON.
    /// - Parameters:
    ///   - interval: after how many events; at least one.
    ///   - schemaVersion: raise it when the state's shape or meaning changes.
    public static func every(_ interval: Int, schemaVersion: Int = 1) -> SnapshotPolicy {
        SnapshotPolicy(
            interval: max(1, interval), schemaVersion: schemaVersion,
            encode: { try JSONEncoder().encode($0) }, decode: { try JSONDecoder().decode(A.self, from: $0) })
    }
}
