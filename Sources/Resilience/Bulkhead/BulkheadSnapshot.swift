/// Everything about a bulkhead at one moment.
public struct BulkheadSnapshot: Sendable, Hashable {
    /// One tier of it.
    public struct Tier: Sendable, Hashable {
        /// Which.
        public let tier: BulkheadTier
        /// Its bounds.
        public let bounds: BulkheadPolicy.Bounds
        /// Calls that run.
        public let inUse: Int
        /// Callers that wait.
        public let waiting: Int
        /// Counts since the bulkhead was made.
        public let counts: Counts
    }

    /// Counts since a bulkhead was made.
    public struct Counts: Sendable, Hashable {
        /// Callers that got a permit, at once or after waiting.
        public var entered: UInt64 = 0
        /// Callers that had to wait.
        public var queued: UInt64 = 0
        /// Callers that found the queue full.
        public var rejected: UInt64 = 0
        /// Callers that waited as long as they may.
        public var timedOut: UInt64 = 0
        /// Callers that were cancelled while they waited.
        public var cancelled: UInt64 = 0

        /// Nothing yet.
        public init() {}
    }

    /// Its name.
    public let name: String
    /// Permits of all tiers together.
    public let capacity: Int
    /// Permits taken.
    public let inUse: Int
    /// The tiers, the most important first.
    public let tiers: [Tier]
}
