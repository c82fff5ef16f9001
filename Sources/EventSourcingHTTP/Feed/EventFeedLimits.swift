/// How much of a publisher one request may take.
public struct EventFeedLimits: Sendable, Hashable {
    /// Events in one answer, at most. A request for more gets so many.
    public var events: Int
    /// Bytes of the events' data in one answer, at most; a single event that is larger is sent alone.
    public var bytes: Int
    /// How long an answer is held back for an event to come, at most. A request that asks for more waits so long.
    public var wait: Duration
    /// Requests that wait at the same time, at most. Others are refused with 503 and told to come back.
    public var waiting: Int

    /// Limits; those that make no sense count as the least that does.
    public init(
        events: Int = 500, bytes: Int = 4 << 20, wait: Duration = .seconds(30), waiting: Int = 256
    ) {
        self.events = max(1, events)
        self.bytes = max(1, bytes)
        self.wait = max(.zero, wait)
        self.waiting = max(1, waiting)
    }
}
