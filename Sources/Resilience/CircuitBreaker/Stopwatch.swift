#if os(Linux)
    import Glibc
#endif

/// How a breaker takes the time of a call: exactly at its start, and roughly at its end, where a rough reading is mostly
/// enough to know that the call was not slow. Both count nanoseconds since the same moment.
@usableFromInline
package struct Stopwatch: Sendable {
    /// The exact time.
    @usableFromInline let exact: @Sendable () -> Int64
    /// Never later than the exact time, and at most `roughness` earlier.
    @usableFromInline let rough: @Sendable () -> Int64
    @usableFromInline let roughness: Int64

    /// A stopwatch with two readings of one time.
    package init(exact: @escaping @Sendable () -> Int64, rough: @escaping @Sendable () -> Int64, roughness: Int64) {
        self.exact = exact
        self.rough = rough
        self.roughness = roughness
    }

    /// A stopwatch whose readings are a clock's, all exact.
    init<C: Clock>(_ clock: C) where C.Duration == Duration {
        let origin = clock.now
        let read: @Sendable () -> Int64 = { origin.duration(to: clock.now).nanoseconds }
        self.init(exact: read, rough: read, roughness: 0)
    }

    #if os(Linux)
        /// The kernel's monotonic clock, and the reading of it that the kernel itself keeps at each tick, which costs a
        /// fifth (clock_gettime(2), `CLOCK_MONOTONIC_COARSE`). It stands still while the machine sleeps: no call is slow
        /// because a laptop was shut. A tick more than the kernel names, because a tick can itself be late.
        static let system = Stopwatch(
            exact: { read(CLOCK_MONOTONIC) }, rough: { read(CLOCK_MONOTONIC_COARSE) },
            roughness: 2 * resolution(CLOCK_MONOTONIC_COARSE))

        private static func read(_ clock: clockid_t) -> Int64 {
            var time = timespec()
            clock_gettime(clock, &time)
            return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
        }

        private static func resolution(_ clock: clockid_t) -> Int64 {
            var time = timespec()
            clock_getres(clock, &time)
            return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
        }
    #else
        static let system = Stopwatch(SuspendingClock())
    #endif
}
