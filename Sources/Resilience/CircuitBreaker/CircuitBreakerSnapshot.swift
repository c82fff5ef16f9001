/// Everything about a breaker at one moment. Durations count from that moment.
public struct CircuitBreakerSnapshot: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// Its state.
    public let state: CircuitBreakerState
    /// The number of changes so far. It changes with state or override, not with calls.
    public let revision: UInt64
    /// How long it has been in this state.
    public let age: Duration
    /// What its window holds; in `HALF_OPEN`, the trial calls that have ended.
    public let window: CallStatistics
    /// The share of calls in the window that failed, 0…1; `nil` (say "n/a") below the minimum number of calls, and for
    /// a policy without rates.
    public let failureRate: Double?
    /// The share of calls in the window that were slow, 0…1; `nil` like `failureRate`.
    public let slowCallRate: Double?
    /// When the next trial call may pass: zero if the next call is one, `nil` if no timer decides that.
    public let nextTrial: Duration?
    /// The decision of a person that is in force.
    public let override: CircuitBreakerOverride?
    /// When that decision lapses; `nil`: never, or none is in force.
    public let overrideLapses: Duration?
    /// Calls since the breaker was made.
    public let totals: CircuitBreakerTotals
}

/// Counts since a breaker was made.
public struct CircuitBreakerTotals: Sendable, Hashable {
    /// Calls that worked.
    public var succeeded: UInt64 = 0
    /// Calls that failed.
    public var failed: UInt64 = 0
    /// Calls that say nothing: cancelled, or rejected further on.
    public var ignored: UInt64 = 0
    /// Calls that the breaker rejected.
    public var rejected: UInt64 = 0
    /// Results that came after the breaker had changed, and were dropped.
    public var late: UInt64 = 0

    /// Nothing yet.
    public init() {}
}
