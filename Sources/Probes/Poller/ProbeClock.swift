import Foundation
import NIOCore

/// Time for the poller, given from outside, so that a day of probes takes a test no time.
public struct ProbeClock: Sendable {
    /// Monotonic time since an arbitrary moment. Schedules count in it, so that a change of the wall clock moves nothing.
    public var monotonic: @Sendable () -> Duration
    /// The wall clock, for what people read.
    public var wall: @Sendable () -> Date
    /// Calls the function once, when `monotonic` has reached the given time, and gives a function that calls it off.
    public var alarm: @Sendable (_ at: Duration, _ ring: @escaping @Sendable () -> Void) -> @Sendable () -> Void

    public init(
        monotonic: @escaping @Sendable () -> Duration,
        wall: @escaping @Sendable () -> Date,
        alarm: @escaping @Sendable (_ at: Duration, _ ring: @escaping @Sendable () -> Void) -> @Sendable () -> Void
    ) {
        self.monotonic = monotonic
        self.wall = wall
        self.alarm = alarm
    }

    /// Returns when `monotonic` has reached the given time, or at once when the task is cancelled.
    func sleep(until time: Duration) async {
        let (rings, ringing) = AsyncStream<Void>.makeStream()
        let callOff = alarm(time) { ringing.finish() }
        for await _ in rings {}
        callOff()
    }

    /// The machine's clocks; alarms ring on the given event loop, which needs no thread and no task to sleep.
    public static func live(on loop: any EventLoop) -> ProbeClock {
        ProbeClock(
            monotonic: { .nanoseconds(Int64(NIODeadline.now().uptimeNanoseconds)) },
            wall: { Date() },
            alarm: { time, ring in
                let deadline = NIODeadline.uptimeNanoseconds(UInt64(max(0, time / .nanoseconds(1))))
                let scheduled = loop.scheduleTask(deadline: deadline) { ring() }
                return { scheduled.cancel() }
            })
    }
}
