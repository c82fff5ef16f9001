import Foundation

/// Time for the poller, given from outside, so that a day of probes takes a test no time.
public struct ProbeClock: Sendable {
    /// Monotonic time since an arbitrary moment. Schedules count in it, so that a change of the wall clock moves nothing.
    public var monotonic: @Sendable () -> Duration
    /// The wall clock, for what people read.
    public var wall: @Sendable () -> Date

    public init(monotonic: @escaping @Sendable () -> Duration, wall: @escaping @Sendable () -> Date) {
        self.monotonic = monotonic
        self.wall = wall
    }

    /// The machine's clocks.
    public static let live = ProbeClock(
        monotonic: {
            var time = timespec()
            clock_gettime(CLOCK_MONOTONIC, &time)
            return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
        },
        wall: { Date() })
}
