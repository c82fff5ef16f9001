/// What a circuit breaker does with calls at present.
///
/// The raw values are the words for logs, APIs and screens.
public enum CircuitBreakerState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Calls pass and are judged.
    case closed = "CLOSED"
    /// Calls are rejected until the reset timeout has passed.
    case open = "OPEN"
    /// A bounded number of trial calls pass; what becomes of them decides.
    case halfOpen = "HALF_OPEN"
    /// A person rejects all calls, whatever the timers say.
    case forcedOpen = "FORCED_OPEN"
    /// A person lets all calls pass, whatever becomes of them.
    case disabled = "DISABLED"
}
