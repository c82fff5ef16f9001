import Foundation

/// The outside world of a trace engine: what time it is, and waiting.
public struct TraceEngineEnvironment: Sendable {
    /// The wall clock, against which the last five minutes are measured.
    public var now: @Sendable () -> Timestamp
    /// Waits, or returns early when cancelled.
    public var sleep: @Sendable (Duration) async -> Void

    /// An outside world of one's own.
    public init(
        now: @escaping @Sendable () -> Timestamp, sleep: @escaping @Sendable (Duration) async -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The system's clock.
    public static let live = TraceEngineEnvironment(
        now: { Timestamp(nanoseconds: UInt64(max(0, Date().timeIntervalSince1970 * 1e9))) },
        sleep: { try? await Task.sleep(for: $0) })
}
