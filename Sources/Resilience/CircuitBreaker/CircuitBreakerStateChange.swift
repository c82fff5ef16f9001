/// One change of a breaker's state, or of the override that stands above it.
public struct CircuitBreakerStateChange: Sendable, Hashable {
    /// Why a breaker changed.
    public enum Cause: Sendable, Hashable {
        /// So many failures in a row.
        case consecutiveFailures(Int)
        /// A rate in the window reached its threshold.
        case failureRate(CallStatistics)
        /// A rate in the window reached its threshold.
        case slowCallRate(CallStatistics)
        /// The reset timeout has passed and a call came.
        case resetTimeoutPassed
        /// All trial calls passed the test.
        case trialsPassed
        /// Too many trial calls failed or were slow.
        case trialsFailed
        /// The half-open phase brought no verdict in time.
        case halfOpenTooLong
        /// A person decided.
        case overridden(CircuitBreakerOverride)
        /// A person's decision lapsed.
        case overrideLapsed(CircuitBreakerOverride)
        /// A person closed the breaker and had it forget its failures.
        case reset(owner: String, reason: String)
    }

    /// The state before.
    public let from: CircuitBreakerState
    /// The state after.
    public let to: CircuitBreakerState
    /// Why.
    public let cause: Cause
    /// The number of this change, from 1 without gaps.
    public let revision: UInt64
}

extension CircuitBreakerStateChange: CustomStringConvertible {
    /// "CLOSED → OPEN: 5 failures in a row".
    public var description: String { "\(from.rawValue) → \(to.rawValue): \(cause)" }
}

extension CircuitBreakerStateChange.Cause: CustomStringConvertible {
    public var description: String {
        switch self {
        case .consecutiveFailures(let count): "\(count) failures in a row"
        case .failureRate(let seen): "\(seen.failed) of \(seen.calls) calls failed"
        case .slowCallRate(let seen): "\(seen.slow) of \(seen.calls) calls were slow"
        case .resetTimeoutPassed: "the reset timeout has passed"
        case .trialsPassed: "the trial calls passed"
        case .trialsFailed: "the trial calls failed"
        case .halfOpenTooLong: "half-open for too long without a verdict"
        case .overridden(let override): "\(override.owner): \(override.reason)"
        case .overrideLapsed(let override): "the override of \(override.owner) lapsed"
        case .reset(let owner, let reason): "reset by \(owner): \(reason)"
        }
    }
}
