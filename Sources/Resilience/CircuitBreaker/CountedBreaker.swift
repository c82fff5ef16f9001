/// The rules of a breaker together with what was counted outside of them.
struct CountedBreaker: Sendable {
    var machine: CircuitBreakerMachine
    /// Of the successes that were counted outside, those that the machine knows of.
    var knownSuccesses: UInt64 = 0
}
