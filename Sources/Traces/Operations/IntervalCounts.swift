/// How often something happened in each of the last 60 intervals of five seconds.
struct IntervalCounts: Sendable {
    /// Seconds of one interval, and how many there are.
    static let seconds: UInt64 = 5
    static let length = 60

    private var counts = [UInt32](repeating: 0, count: length)
    /// Which interval each place holds, counted from 1970.
    private var stamps = [UInt64](repeating: 0, count: length)

    /// The interval of a time in nanoseconds.
    static func interval(_ nanoseconds: UInt64) -> UInt64 { nanoseconds / 1_000_000_000 / seconds }

    /// The intervals that are shown at a moment.
    static func window(_ now: Timestamp) -> ClosedRange<UInt64> {
        let current = interval(now.nanoseconds)
        return (current - min(current, UInt64(length - 1)))...current
    }

    /// Counts one; what is older than all that is held is left out.
    mutating func add(_ interval: UInt64) {
        let place = Int(interval % UInt64(IntervalCounts.length))
        if stamps[place] != interval {
            guard stamps[place] < interval else { return }
            stamps[place] = interval
            counts[place] = 0
        }
        counts[place] += 1
    }

    /// The counts of intervals, oldest first.
    func trend(_ window: ClosedRange<UInt64>) -> [Int] {
        window.map { interval in
            let place = Int(interval % UInt64(IntervalCounts.length))
            return stamps[place] == interval ? Int(counts[place]) : 0
        }
    }
}
