import Foundation

/// A fact that has been recorded and never changes.
public struct Event: Sendable, Hashable, Codable {
    /// Its identity.
    public let id: EventID
    /// The stream it belongs to.
    public let stream: StreamID
    /// Its number in the stream, from 1 without gaps.
    public let version: Int
    /// Its number in the store, from 1 without gaps.
    public let position: Int
    /// What kind of fact it is, `UserCreated` say.
    public let type: String
    /// Which shape of that kind its data has, from 1.
    public let schemaVersion: Int
    /// The fact itself, usually JSON.
    public let data: Data
    /// When the store recorded it, to the microsecond.
    public let timestamp: Date
    /// How urgent its stream is.
    public let lane: Lane
    /// Where it comes from.
    public let metadata: EventMetadata

    /// An event as a store gives it out.
    public init(
        id: EventID, stream: StreamID, version: Int, position: Int, type: String, schemaVersion: Int, data: Data,
        timestamp: Date, lane: Lane, metadata: EventMetadata
    ) {
        self.id = id
        self.stream = stream
        self.version = version
        self.position = position
        self.type = type
        self.schemaVersion = schemaVersion
        self.data = data
        self.timestamp = timestamp
        self.lane = lane
        self.metadata = metadata
    }
}

/// A fact that is to be recorded.
public struct NewEvent: Sendable, Hashable {
    /// Its identity; choose it so that trying again gives the same one.
    public var id: EventID
    /// What kind of fact it is.
    public var type: String
    /// Which shape of that kind its data has, from 1.
    public var schemaVersion: Int
    /// The fact itself, at most 16 MiB.
    public var data: Data
    /// Where it comes from.
    public var metadata: EventMetadata

    /// A fact that is to be recorded.
    public init(
        id: EventID = .random(), type: String, schemaVersion: Int = 1, data: Data,
        metadata: EventMetadata = EventMetadata()
    ) {
        self.id = id
        self.type = type
        self.schemaVersion = schemaVersion
        self.data = data
        self.metadata = metadata
    }
}

/// Which events a reader wants.
public struct EventFilter: Sendable, Hashable, Codable {
    /// Only this lane; `nil`: both.
    public var lane: Lane?
    /// Only these types; `nil`: all.
    public var types: Set<String>?
    /// Only this stream; `nil`: all.
    public var stream: StreamID?

    /// A filter; by default it lets everything pass.
    public init(lane: Lane? = nil, types: Set<String>? = nil, stream: StreamID? = nil) {
        self.lane = lane
        self.types = types
        self.stream = stream
    }

    /// Everything.
    public static let all = EventFilter()

    /// Whether an event passes.
    public func passes(_ event: Event) -> Bool {
        (lane == nil || lane == event.lane)
            && (types?.contains(event.type) ?? true)
            && (stream == nil || stream == event.stream)
    }
}
