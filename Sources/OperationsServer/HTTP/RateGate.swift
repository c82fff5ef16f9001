import Resilience

/// Lets each kind of caller make so many requests a second, and some more at once after a pause: a token bucket.
final class RateGate: Sendable {
    private struct Bucket: Sendable {
        var level: Double
        var filledAt: ContinuousClock.Instant
    }

    private let perSecond: Double
    private let burst: Double
    private let buckets = Locked<[String: Bucket]>([:])

    init(perSecond: Double, burst: Double) {
        self.perSecond = max(0.001, perSecond)
        self.burst = max(1, burst)
    }

    /// - Returns: nil if the request may pass; otherwise in how many seconds one may.
    func obstacle(for caller: String, at now: ContinuousClock.Instant) -> Int? {
        buckets.withLock { buckets in
            var bucket = buckets[caller] ?? Bucket(level: burst, filledAt: now)
            let elapsed = max(0, bucket.filledAt.duration(to: now) / .seconds(1))
            bucket.level = min(burst, bucket.level + elapsed * perSecond)
            bucket.filledAt = now
            defer { buckets[caller] = bucket }
            guard bucket.level >= 1 else { return max(1, Int(((1 - bucket.level) / perSecond).rounded(.up))) }
            bucket.level -= 1
            return nil
        }
    }
}
