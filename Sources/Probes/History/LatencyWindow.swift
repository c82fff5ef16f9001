/// The latencies of the last 512 answers, exact, with percentiles at no cost.
///
/// A histogram of two digits over 1 µs … 60 s takes 10 KB; these two arrays take 4 KB at the most and do not round.
struct LatencyWindow: Sendable {
    static let capacity = 512

    /// Microseconds in order of arrival; a ring once it is full.
    private var ring: [UInt32] = []
    private var next = 0
    /// The same numbers, ascending.
    private var sorted: [UInt32] = []

    var count: Int { ring.count }

    /// The latencies in microseconds, oldest first.
    var microseconds: [UInt32] { Array(ring[next...] + ring[..<next]) }

    init() {}

    /// Goes on from latencies that were kept, oldest first; the newest 512 of them.
    init(microseconds: [UInt32]) {
        ring = microseconds.suffix(Self.capacity)
        sorted = ring.sorted()
    }

    /// - Complexity: O(log n) comparisons, and moving at most 2 KB
    mutating func add(_ latency: Duration) {
        let (seconds, attoseconds) = latency.components
        let microseconds =
            max(0, min(Int64(UInt32.max) / 1_000_000, seconds)) * 1_000_000 + attoseconds / 1_000_000_000_000
        let value = UInt32(clamping: microseconds)
        if ring.count < Self.capacity {
            ring.append(value)
        } else {
            sorted.remove(at: position(of: ring[next]))
            ring[next] = value
            next = (next + 1) % Self.capacity
        }
        sorted.insert(value, at: position(of: value))
    }

    /// The smallest latency that `share` of all are not above (nearest rank); nil without answers.
    /// - Parameter share: more than 0, at most 1.
    func percentile(_ share: Double) -> Duration? {
        if sorted.isEmpty { return nil }
        let rank = Int((share * Double(sorted.count)).rounded(.up))
        return .microseconds(Int64(sorted[min(max(rank, 1), sorted.count) - 1]))
    }

    /// Index of the first number that is not below `value`.
    private func position(of value: UInt32) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
