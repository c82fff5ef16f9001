/// A bulkhead: how many calls run at once, and how many wait.
public struct BulkheadReport: Codable, Sendable, Hashable {
    /// Its name, unique in the service.
    public var name: String
    /// Permits of all tiers together.
    public var capacity: Int
    /// Permits taken.
    public var inUse: Int
    /// Its tiers, the most important first.
    public var tiers: [Tier]
    /// What an operator's command compares: it changes whenever the item does in a way that matters to a decision. Its
    /// value means nothing else.
    public var revision: Int

    /// All of it.
    public init(
        name: String, capacity: Int, inUse: Int, tiers: [Tier], revision: Int
    ) {
        self.name = name
        self.capacity = capacity
        self.inUse = inUse
        self.tiers = tiers
        self.revision = revision
    }
}

extension BulkheadReport {
    /// One tier.
    public struct Tier: Codable, Sendable, Hashable {
        /// `critical`, `normal`, `reporting`.
        public var tier: String
        /// Permits that no other tier takes.
        public var reserved: Int
        /// Permits that it holds at most.
        public var limit: Int
        /// Callers that wait at most.
        public var queue: Int
        /// How long one waits at most, in seconds.
        public var longestWait: Double
        /// Calls that run.
        public var inUse: Int
        /// Callers that wait.
        public var waiting: Int
        /// Callers that got a permit, since the process began.
        public var entered: Int
        /// Callers that had to wait.
        public var queued: Int
        /// Callers that found the queue full.
        public var rejected: Int
        /// Callers that waited as long as they may.
        public var timedOut: Int
        /// Callers that left the queue.
        public var cancelled: Int

        /// All of it.
        public init(
            tier: String, reserved: Int, limit: Int, queue: Int, longestWait: Double, inUse: Int, waiting: Int,
            entered: Int, queued: Int, rejected: Int, timedOut: Int, cancelled: Int
        ) {
            self.tier = tier
            self.reserved = reserved
            self.limit = limit
            self.queue = queue
            self.longestWait = longestWait
            self.inUse = inUse
            self.waiting = waiting
            self.entered = entered
            self.queued = queued
            self.rejected = rejected
            self.timedOut = timedOut
            self.cancelled = cancelled
        }
    }
}
