/// How much one span may hold. What is over a limit is dropped and counted in the span's `dropped…Count` fields.
public struct SpanLimits: Sendable, Equatable {
    /// Attributes of a span, an event or a link. OpenTelemetry's default is 128.
    public var attributes: Int
    /// Events of a span. OpenTelemetry's default is 128.
    public var events: Int
    /// Links of a span. OpenTelemetry's default is 128.
    public var links: Int
    /// UTF-8 bytes of a name or a text value; longer ones are cut between characters.
    public var textBytes: Int

    /// - Parameters: see the properties; each is at least 1.
    public init(attributes: Int = 128, events: Int = 128, links: Int = 128, textBytes: Int = 64 * 1024) {
        self.attributes = max(1, attributes)
        self.events = max(1, events)
        self.links = max(1, links)
        self.textBytes = max(1, textBytes)
    }
}
