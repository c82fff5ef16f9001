import Foundation
import Operations

/// What all watched APIs have said, at one moment; immutable, and cheap to copy.
public struct OperationsSnapshot: Sendable {
    /// Grows by at least one with each snapshot.
    public let revision: Int
    /// In the order of the config.
    public let services: [ServiceReport]
    /// The saga that is open, with everything that its service knows of it.
    public let open: OpenSaga?

    /// A snapshot.
    public init(revision: Int, services: [ServiceReport], open: OpenSaga? = nil) {
        self.revision = revision
        self.services = services
        self.open = open
    }

    /// Nothing is watched.
    public static let empty = OperationsSnapshot(revision: 0, services: [])
}

/// What one API has said.
public struct ServiceReport: Sendable, Identifiable {
    /// Which API it is.
    public let api: WatchedAPI
    public internal(set) var description = Heard<ServiceDescription?>(nil)
    public internal(set) var breakers = Heard<[BreakerReport]>([])
    public internal(set) var bulkheads = Heard<[BulkheadReport]>([])
    public internal(set) var sagas: Heard<SagaTable>
    /// The first reading of its sagas is not complete yet.
    public internal(set) var isReadingSagas = true

    init(api: WatchedAPI, after change: Int) {
        self.api = api
        sagas = Heard(SagaTable(after: change))
    }

    public var id: String { api.id }

    /// The process that answers, by its OpenTelemetry id; empty before it has said so.
    public var instance: String { description.value?.instance ?? "" }

    /// Why it does not answer, in a sentence; `nil` when it does.
    public var trouble: String? { description.trouble ?? breakers.trouble ?? sagas.trouble }

    /// When it answered anything last.
    public var lastAnswer: Date? { [description.at, breakers.at, bulkheads.at, sagas.at].compactMap(\.self).max() }
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
