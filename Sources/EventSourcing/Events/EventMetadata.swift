/// What an event says about its origin.
public struct EventMetadata: Sendable, Hashable, Codable {
    /// The same for everything that follows from one request.
    public var correlation: String?
    /// The identity of the event or command that caused this event.
    public var causation: String?
    /// The W3C trace context of the request, for the span tree.
    public var traceparent: String?
    /// Who caused it: a user, an operator, a service.
    public var actor: String?

    /// Metadata; everything is optional.
    public init(
        correlation: String? = nil, causation: String? = nil, traceparent: String? = nil, actor: String? = nil
    ) {
        self.correlation = correlation
        self.causation = causation
        self.traceparent = traceparent
        self.actor = actor
    }

    /// Metadata for what follows from an event.
    public static func caused(by event: Event, actor: String? = nil) -> EventMetadata {
        EventMetadata(
            correlation: event.metadata.correlation ?? event.id.rawValue, causation: event.id.rawValue,
            traceparent: event.metadata.traceparent, actor: actor ?? event.metadata.actor)
    }
}
