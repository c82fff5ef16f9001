/// The calls of the last so long, in sixty buckets with a running sum.
struct TimeWindow: Sendable {
    static let bucketCount = 60

    private let bucketLength: Int64
    private var buckets = [CallStatistics](repeating: CallStatistics(), count: TimeWindow.bucketCount)
    /// The number of the newest bucket, counted from the origin of time.
    private var newest: Int64 = 0
    private(set) var statistics = CallStatistics()

    init(length: Duration) {
        bucketLength = max(1, length.nanoseconds / Int64(Self.bucketCount))
    }

    /// - Complexity: O(1) amortised, no allocation.
    mutating func record(_ result: CallResult, at now: Duration) {
        advance(to: now)
        buckets[Int(newest % Int64(Self.bucketCount))].add(result)
        statistics.add(result)
    }

    /// Adds successes to the newest bucket.
    mutating func add(successes: Int) {
        buckets[Int(newest % Int64(Self.bucketCount))].calls += successes
        statistics.calls += successes
    }

    /// When the newest bucket ends, in nanoseconds since the origin.
    var newestBucketEnds: Int64 {
        let (end, overflow) = bucketLength.multipliedReportingOverflow(by: newest + 1)
        return overflow ? .max : end
    }

    /// Lets the buckets leave that are too old. Time that seems to go back stands still.
    mutating func advance(to now: Duration) {
        let current = max(0, now.nanoseconds) / bucketLength
        guard current > newest else { return }
        if current - newest >= Int64(Self.bucketCount) {
            buckets = [CallStatistics](repeating: CallStatistics(), count: Self.bucketCount)
            statistics = CallStatistics()
        } else {
            for number in (newest + 1)...current {
                let place = Int(number % Int64(Self.bucketCount))
                statistics.remove(buckets[place])
                buckets[place] = CallStatistics()
            }
        }
        newest = current
    }
}
