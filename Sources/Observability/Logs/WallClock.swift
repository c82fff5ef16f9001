#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The time of day, for log lines and health answers.
public enum WallClock {
    /// Nanoseconds since 1970.
    public static func nanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// RFC 3339 in UTC with milliseconds: `2026-01-10T15:39:17.117Z`.
    public static func text(nanoseconds: UInt64) -> String {
        var seconds = time_t(nanoseconds / 1_000_000_000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let date = "\(Int(parts.tm_year) + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        let milliseconds = String(nanoseconds / 1_000_000 % 1000)
        let fraction = String(repeating: "0", count: 3 - milliseconds.count) + milliseconds
        return "\(date)T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)).\(fraction)Z"
    }

    private static func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
