import Resilience

/// How failures of a delivery are tried again.
public struct DeliveryRetry: Sendable, Hashable {
    /// Tries in all before the event becomes a dead letter; at least one.
    public let attempts: Int
    /// The waits between them.
    public let backoff: Backoff

    /// Tries and waits.
    public init(attempts: Int = 8, backoff: Backoff = Backoff(initial: .milliseconds(200), limit: .seconds(60))) {
        self.attempts = max(1, attempts)
        self.backoff = backoff
    }
}
