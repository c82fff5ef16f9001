import Foundation

/// How long to wait before the next try: a random time between zero and `initial` × `factor`ⁿ⁻¹, at most `limit`.
///
/// This is "full jitter" (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog 2015): callers that failed
/// together do not come back together. With 100 ms × 2, at most 10 s: try 1 fails → 0–100 ms, 4 → 0–800 ms, 8 and
/// later → 0–10 s.
public struct Backoff: Sendable, Hashable {
    /// The longest wait after the first failure.
    public var initial: Duration
    /// By how much that grows with each failure; 1 or more.
    public var factor: Double
    /// The longest wait of all.
    public var limit: Duration

    /// A backoff; negative durations count as zero, factors below one as one.
    public init(initial: Duration = .milliseconds(100), factor: Double = 2, limit: Duration = .seconds(10)) {
        self.initial = max(.zero, initial)
        self.factor = max(1, factor)
        self.limit = max(.zero, limit)
    }

    /// The longest wait after so many failures.
    /// - Parameter attempt: tries that have failed so far; less than one counts as one.
    public func ceiling(afterAttempt attempt: Int) -> Duration {
        let grown = Double(initial.nanoseconds) * pow(factor, Double(max(1, attempt) - 1))
        return grown < Double(limit.nanoseconds) ? .nanoseconds(Int64(grown)) : limit
    }

    /// How long to wait after so many failures.
    /// - Parameters:
    ///   - attempt: tries that have failed so far; less than one counts as one.
    ///   - jitter: the chance in it.
    public func delay(afterAttempt attempt: Int, jitter: JitterSource) -> Duration {
        .nanoseconds(Int64(Double(ceiling(afterAttempt: attempt).nanoseconds) * jitter.share()))
    }
}
