import Resilience

/// A circuit breaker, whatever its clock.
public protocol OperableBreaker: Sendable {
    /// Its name, unique in the service.
    var name: String { get }
    /// When it opens and closes.
    var policy: CircuitBreakerPolicy { get }
    /// Everything about it now.
    func snapshot() -> CircuitBreakerSnapshot
    /// All changes from now on.
    func changes() -> AsyncStream<CircuitBreakerStateChange>
    /// Puts a person's decision above its own judgement.
    @discardableResult
    func impose(
        _ decision: CircuitBreakerOverride, expectedRevision: UInt64?
    ) throws(CircuitBreakerChanged) -> CircuitBreakerSnapshot
    /// Closes it, forgets its failures and ends any override.
    @discardableResult
    func reset(
        owner: String, reason: String, expectedRevision: UInt64?
    ) throws(CircuitBreakerChanged) -> CircuitBreakerSnapshot
}

extension CircuitBreaker: OperableBreaker {}

/// A bulkhead, whatever its clock.
public protocol OperableBulkhead: Sendable {
    /// Everything about it now.
    func snapshot() -> BulkheadSnapshot
}

extension Bulkhead: OperableBulkhead {}
