import Foundation
import Operations

/// What all watched APIs have said, at one moment; immutable, and cheap to copy.
public struct OperationsSnapshot: Sendable {
    /// Grows by at least one with each snapshot.
    public let revision: Int
    /// Grows with each answer about breakers and bulkheads, and with each that did not come.
    public let looks: Int
    /// Grows with each answer about events, projections and dead letters, and with each that did not come.
    public let eventChanges: Int
    /// In the order of the config.
    public let services: [ServiceReport]
    /// The saga that is open, with everything that its service knows of it.
    public let open: OpenSaga?

    /// A snapshot; everything in it counts as new unless told otherwise.
    public init(
        revision: Int, looks: Int? = nil, eventChanges: Int? = nil, services: [ServiceReport], open: OpenSaga? = nil
    ) {
        self.revision = revision
        self.looks = looks ?? revision
        self.eventChanges = eventChanges ?? revision
        self.services = services
        self.open = open
    }

    /// Nothing is watched.
    public static let empty = OperationsSnapshot(revision: 0, services: [])
}

/// A saga that somebody looks at.
public struct OpenSaga: Sendable {
    /// The API that knows it.
    public let api: WatchedAPI.ID
    /// Its identity.
    public let id: String
    /// All of it; `nil` until it was answered.
    public internal(set) var report: Heard<SagaReport?>
}
