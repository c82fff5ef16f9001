import Foundation

/// The state of an aggregate at a version, kept so that fewer events have to be read. It can be thrown away at any time.
public struct Snapshot: Sendable, Hashable {
    /// Whose state.
    public let stream: StreamID
    /// At which version.
    public let version: Int
    /// Which shape the state has; a snapshot of another shape is not used.
    public let schemaVersion: Int
    /// The state.
    public let data: Data

    /// A snapshot.
    public init(stream: StreamID, version: Int, schemaVersion: Int, data: Data) {
        self.stream = stream
        self.version = version
        self.schemaVersion = schemaVersion
        self.data = data
    }
}

/// Where snapshots are kept: the newest of each stream.
public protocol SnapshotStore: Sendable {
    /// The snapshot of a stream; `nil`: there is none.
    func snapshot(of stream: StreamID) async throws(EventStoreError) -> Snapshot?

    /// Keeps a snapshot, unless there is a newer one of the same shape.
    func keep(_ snapshot: Snapshot) async throws(EventStoreError)

    /// Throws all snapshots away.
    func discardSnapshots() async throws(EventStoreError)
}
