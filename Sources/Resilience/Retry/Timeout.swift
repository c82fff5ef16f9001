/// Something took longer than it may. Whether it had an effect is not known.
public struct TimedOut: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word for metrics and APIs.
    public static let code = "timed_out"

    /// How long it was given.
    public let limit: Duration

    /// The error.
    public init(limit: Duration) {
        self.limit = limit
    }

    public var description: String { "no answer within \(limit.inSeconds)" }
}

/// Runs something for at most so long, then cancels it.
///
/// The operation must answer to cancellation; one that does not is waited for.
/// - Throws: ``TimedOut`` if the time was up first; otherwise what the operation throws.
public func withTimeout<Value: Sendable>(
    _ limit: Duration, clock: any Clock<Duration> = ContinuousClock(),
    _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await operation() }
        group.addTask {
            try await clock.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        while let first = try await group.next() {
            guard let value = first else { throw TimedOut(limit: limit) }
            return value
        }
        throw CancellationError()
    }
}
