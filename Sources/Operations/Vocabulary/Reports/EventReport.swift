import Foundation

/// An event: a fact that never changes.
public struct EventReport: Codable, Sendable, Hashable {
    /// Its identity.
    public var id: String
    /// Its number in the service's store, from 1.
    public var position: Int
    /// The stream it belongs to.
    public var stream: String
    /// Its number in the stream, from 1.
    public var version: Int
    /// What kind of fact it is.
    public var type: String
    /// Which shape of that kind its data has.
    public var schemaVersion: Int
    /// When it was recorded.
    public var time: Date
    /// `normal` or `critical`.
    public var lane: String?
    /// The fact. Data that is no JSON is a string in Base64, and `encoding` says so.
    public var data: JSONValue
    /// `base64` where the data is no JSON.
    public var encoding: String?
    /// The same for everything that follows from one request.
    public var correlation: String?
    /// The identity of the event or command that caused it.
    public var causation: String?
    /// The W3C trace context of the request.
    public var traceparent: String?
    /// Who caused it.
    public var actor: String?
    /// Always the same: an event never changes.
    public var revision: Int

    /// All of it.
    public init(
        id: String, position: Int, stream: String, version: Int, type: String, schemaVersion: Int = 1, time: Date,
        lane: String? = nil, data: JSONValue = .null, encoding: String? = nil, correlation: String? = nil,
        causation: String? = nil, traceparent: String? = nil, actor: String? = nil, revision: Int = 1
    ) {
        self.id = id
        self.position = position
        self.stream = stream
        self.version = version
        self.type = type
        self.schemaVersion = schemaVersion
        self.time = time
        self.lane = lane
        self.data = data
        self.encoding = encoding
        self.correlation = correlation
        self.causation = causation
        self.traceparent = traceparent
        self.actor = actor
        self.revision = revision
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        position = try container.decode(Int.self, forKey: .position)
        stream = try container.decode(String.self, forKey: .stream)
        version = try container.decode(Int.self, forKey: .version)
        type = try container.decode(String.self, forKey: .type)
        schemaVersion = try container.decodeIfPresent(Int.self, forKey: .schemaVersion) ?? 1
        time = try container.decode(Date.self, forKey: .time)
        lane = try container.decodeIfPresent(String.self, forKey: .lane)
        data = try container.decodeIfPresent(JSONValue.self, forKey: .data) ?? .null
        encoding = try container.decodeIfPresent(String.self, forKey: .encoding)
        correlation = try container.decodeIfPresent(String.self, forKey: .correlation)
        causation = try container.decodeIfPresent(String.self, forKey: .causation)
        traceparent = try container.decodeIfPresent(String.self, forKey: .traceparent)
        actor = try container.decodeIfPresent(String.self, forKey: .actor)
        revision = try container.decodeIfPresent(Int.self, forKey: .revision) ?? 1
    }
}
