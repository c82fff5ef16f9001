/// The call was not made: the breaker does not let calls pass at present.
public struct CircuitBreakerOpen: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word for metrics and APIs.
    public static let code = "circuit_breaker_open"

    /// The breaker that rejected.
    public let breaker: String
    /// Its state: `open`, `forcedOpen`, or `halfOpen` with all trial calls taken.
    public let state: CircuitBreakerState
    /// When a call can pass at the earliest; `nil` where no timer decides that.
    public let retryAfter: Duration?

    /// A rejection.
    public init(breaker: String, state: CircuitBreakerState, retryAfter: Duration?) {
        self.breaker = breaker
        self.state = state
        self.retryAfter = retryAfter
    }

    public var description: String {
        let hint = retryAfter.map { "; try again in \($0.inSeconds)" } ?? ""
        return "circuit breaker \(breaker) is \(state.rawValue)\(hint)"
    }
}

/// A manual change was planned on a state that is no longer true. Nothing was done.
public struct CircuitBreakerChanged: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word for metrics and APIs.
    public static let code = "revision_conflict"

    /// The breaker.
    public let breaker: String
    /// The revision that the caller had seen.
    public let expected: UInt64
    /// The revision that is true.
    public let actual: UInt64
    /// The state that is true.
    public let state: CircuitBreakerState

    public var description: String {
        "circuit breaker \(breaker) is at revision \(actual) (\(state.rawValue)), not \(expected): look again and decide anew"
    }
}
