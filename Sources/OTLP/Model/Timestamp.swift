/// A moment as OTLP writes it: nanoseconds since 1970-01-01 00:00:00 UTC.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Nanoseconds since 1970.
    public let nanoseconds: UInt64

    /// A moment from nanoseconds since 1970.
    public init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

    /// Seconds since 1970, to about a microsecond.
    public var seconds: Double { Double(nanoseconds) / 1e9 }

    /// How long after `earlier` this is; negative when it is before.
    public func since(_ earlier: Timestamp) -> Duration {
        nanoseconds >= earlier.nanoseconds
            ? .nanoseconds(Int64(clamping: nanoseconds - earlier.nanoseconds))
            : .zero - .nanoseconds(Int64(clamping: earlier.nanoseconds - nanoseconds))
    }

    /// This moment moved by a duration; stops at 1970 and at the last moment that 64 bits hold (year 2554).
    public func advanced(by duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        let delta = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let change = delta.overflow ? (seconds < 0 ? Int64.min : .max) : delta.partialValue
        let total = change.addingReportingOverflow(attoseconds / 1_000_000_000)
        let nanos = total.overflow ? change : total.partialValue
        return Timestamp(
            nanoseconds: nanos < 0
                ? nanoseconds - min(nanoseconds, nanos.magnitude)
                : nanoseconds + min(UInt64.max - nanoseconds, nanos.magnitude))
    }

    /// Earlier is less.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }
}
