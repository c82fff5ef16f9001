/// How many spans arrive a second, over the last ten seconds. What was there before reading began does not count.
struct ArrivalRate: Sendable {
    private static let length: UInt64 = 10

    /// All that was there at the beginning has been read.
    var isCaughtUp = false
    /// Spans by second.
    private var counts: [UInt64: Int] = [:]

    mutating func add(_ spans: Int, now: Timestamp) {
        guard isCaughtUp, spans > 0 else { return }
        let second = now.nanoseconds / 1_000_000_000
        counts[second, default: 0] += spans
        if counts.count > 2 * Int(ArrivalRate.length) {
            counts = counts.filter { $0.key + ArrivalRate.length >= second }
        }
    }

    func perSecond(now: Timestamp) -> Double {
        let second = now.nanoseconds / 1_000_000_000
        let recent = counts.reduce(0) { $1.key + ArrivalRate.length > second ? $0 + $1.value : $0 }
        return Double(recent) / Double(ArrivalRate.length)
    }
}
