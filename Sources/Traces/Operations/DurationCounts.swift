import Histogram

/// How often each duration occurred, in the layout of an HDR histogram of two significant digits: 128 steps for each
/// power of two, so that a value is known within 1 %.
///
/// Counting is done here because the histogram library's `record` cannot be specialised across modules and costs five
/// times as much; it gets the counts when somebody asks for percentiles.
struct DurationCounts: Sendable {
    /// By step; grown to the longest duration that occurred.
    private var counts: [UInt32] = []

    /// Counts a duration in nanoseconds, rounded up to microseconds.
    @inline(__always) mutating func add(_ nanoseconds: UInt64) {
        let step = DurationCounts.step(nanoseconds / 1000 + (nanoseconds % 1000 == 0 ? 0 : 1))
        if step >= counts.count { counts.append(contentsOf: repeatElement(0, count: step + 1 - counts.count)) }
        counts[step] &+= 1
    }

    /// Takes over what another has counted.
    mutating func add(_ other: DurationCounts) {
        if other.counts.count > counts.count {
            counts.append(contentsOf: repeatElement(0, count: other.counts.count - counts.count))
        }
        for (step, count) in other.counts.enumerated() { counts[step] &+= count }
    }

    /// Durations below which these shares of all lie, in percent.
    func percentiles(_ shares: [Double]) -> [Duration] {
        var histogram = Histogram<UInt32>(numberOfSignificantValueDigits: .two)
        for (step, count) in counts.enumerated() where count > 0 {
            histogram.record(max(1, DurationCounts.upper(of: step)), count: count)
        }
        return shares.map { .microseconds(Int64(clamping: histogram.valueAtPercentile($0))) }
    }

    /// Values below 256 have a step each; above, their eight highest bits and how far those are shifted.
    static func step(_ microseconds: UInt64) -> Int {
        let shift = max(0, 56 - microseconds.leadingZeroBitCount)
        return shift << 7 + Int(truncatingIfNeeded: microseconds >> UInt64(shift))
    }

    /// The largest value of a step, in microseconds: nothing is longer than the percentile it makes.
    static func upper(of step: Int) -> UInt64 {
        guard step >= 256 else { return UInt64(step) }
        let shift = UInt64(step >> 7 - 1)
        return UInt64(step & 127 | 128) << shift + (1 << shift - 1)
    }
}
