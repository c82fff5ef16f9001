/// A circuit breaker that a health answer told about (resilience4j inside Spring's health, or its own endpoint).
public struct ReportedBreaker: Sendable, Hashable {
    /// Breaker states by the names of every library met; see formats.md 2.4.
    public enum State: String, Sendable, Hashable, CaseIterable {
        case closed = "CLOSED"
        case open = "OPEN"
        case halfOpen = "HALF_OPEN"
        case forcedOpen = "FORCED_OPEN"
        case disabled = "DISABLED"
        case metricsOnly = "METRICS_ONLY"
        /// A word that is none of these.
        case unknown = "UNKNOWN"
    }

    public var name: String
    public var state: State
    /// Percent, 0 to 100; nil when there were too few calls (resilience4j's −1).
    public var failureRate: Double?
    /// Percent, 0 to 100; nil when there were too few calls.
    public var slowCallRate: Double?
    /// Percent, 0 to 100.
    public var failureRateThreshold: Double?
    /// Percent, 0 to 100.
    public var slowCallRateThreshold: Double?
    /// Calls in the current window; it shrinks when the state changes, so it is no counter.
    public var bufferedCalls: Int?
    /// Failed calls in the current window.
    public var failedCalls: Int?
    /// Slow calls in the current window.
    public var slowCalls: Int?
    /// Calls refused without trying.
    public var notPermittedCalls: Int?

    public init(
        name: String, state: State, failureRate: Double? = nil, slowCallRate: Double? = nil,
        failureRateThreshold: Double? = nil, slowCallRateThreshold: Double? = nil, bufferedCalls: Int? = nil,
        failedCalls: Int? = nil, slowCalls: Int? = nil, notPermittedCalls: Int? = nil
    ) {
        self.name = name
        self.state = state
        self.failureRate = failureRate
        self.slowCallRate = slowCallRate
        self.failureRateThreshold = failureRateThreshold
        self.slowCallRateThreshold = slowCallRateThreshold
        self.bufferedCalls = bufferedCalls
        self.failedCalls = failedCalls
        self.slowCalls = slowCalls
        self.notPermittedCalls = notPermittedCalls
    }
}
