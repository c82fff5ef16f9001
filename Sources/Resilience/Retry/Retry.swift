/// How often to try, and how long to wait between tries.
public struct RetryPolicy: Sendable, Hashable {
    /// Tries in all, the first included; at least one.
    public var attempts: Int
    /// The waits between them.
    public var backoff: Backoff

    /// A policy.
    public init(attempts: Int = 3, backoff: Backoff = Backoff()) {
        self.attempts = max(1, attempts)
        self.backoff = backoff
    }

    /// One try and no other.
    public static let never = RetryPolicy(attempts: 1)
}

/// Tries until it works, the policy's tries are used up, the error is not worth another try, or the next wait would last
/// longer than the task's ``Deadline`` allows.
///
/// - Parameters:
///   - clock: on which the waits are slept.
///   - jitter: the chance in the waits.
///   - worthRetrying: whether another try can help. Cancellation never is worth one.
///   - operation: one try; it is given its number, from 1.
/// - Throws: the error of the last try; `CancellationError` if cancelled while waiting.
public func withRetries<Value>(
    _ policy: RetryPolicy,
    clock: any Clock<Duration> = ContinuousClock(),
    jitter: JitterSource = .system,
    isolation: isolated (any Actor)? = #isolation,
    worthRetrying: (any Error) -> Bool = { _ in true },
    _ operation: (_ attempt: Int) async throws -> Value
) async throws -> Value {
    var attempt = 1
    while true {
        do {
            return try await operation(attempt)
        } catch {
            guard attempt < policy.attempts, !(error is CancellationError), worthRetrying(error) else { throw error }
            let wait = policy.backoff.delay(afterAttempt: attempt, jitter: jitter)
            if let remaining = Deadline.current?.remaining(), wait >= remaining { throw error }
            try await clock.sleep(for: wait)
            attempt += 1
        }
    }
}
