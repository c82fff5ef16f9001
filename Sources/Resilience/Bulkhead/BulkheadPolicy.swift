/// How many calls of each tier may run and wait.
public struct BulkheadPolicy: Sendable, Hashable {
    /// The bounds of one tier.
    public struct Bounds: Sendable, Hashable {
        /// Permits kept free for this tier: other tiers never take them.
        public var reserved: Int
        /// Permits that this tier holds at most.
        public var limit: Int
        /// Callers of this tier that wait at most; the next one is rejected at once.
        public var queue: Int
        /// How long a caller waits at most.
        public var longestWait: Duration

        /// Bounds; negative numbers count as zero, a limit is at least one and at least what is reserved.
        public init(permits: ClosedRange<Int>, queue: Int, longestWait: Duration) {
            reserved = max(0, permits.lowerBound)
            limit = max(1, permits.upperBound)
            self.queue = max(0, queue)
            self.longestWait = max(.zero, longestWait)
        }
    }

    /// Permits of all tiers together; at least what is reserved.
    public let capacity: Int
    private let bounds: [Bounds]

    /// - Parameter capacity: permits of all tiers together. `nil`: as many as the tiers' limits add up to, so that the
    ///   tiers do not share anything. Raised to what is reserved, and to one.
    public init(critical: Bounds, normal: Bounds, reporting: Bounds, capacity: Int? = nil) {
        bounds = [critical, normal, reporting]
        let reserved = bounds.reduce(0) { $0 + $1.reserved }
        self.capacity = max(1, reserved, capacity ?? bounds.reduce(0) { $0 + $1.limit })
    }

    /// `critical` 5 to 10 permits, `normal` 2 to 20, `reporting` 1 to 5; queues of ten times the limit; waits of at most
    /// 1, 5 and 30 s.
    public static let standard = BulkheadPolicy(
        critical: Bounds(permits: 5...10, queue: 100, longestWait: .seconds(1)),
        normal: Bounds(permits: 2...20, queue: 200, longestWait: .seconds(5)),
        reporting: Bounds(permits: 1...5, queue: 50, longestWait: .seconds(30))
    )

    /// The bounds of a tier.
    public subscript(tier: BulkheadTier) -> Bounds { bounds[tier.rank] }
}
