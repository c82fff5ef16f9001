/// The rules of a breaker together with those who listen to its changes.
struct WatchedBreaker: Sendable {
    var machine: CircuitBreakerMachine
    var listeners: [UInt64: AsyncStream<CircuitBreakerStateChange>.Continuation] = [:]
    var nextListener: UInt64 = 0
    /// Of the successes that were counted outside, those that the machine knows of.
    var knownSuccesses: UInt64 = 0
}
