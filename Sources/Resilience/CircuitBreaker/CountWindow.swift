/// The last so many calls: a ring of results with running sums.
struct CountWindow: Sendable {
    private let size: Int
    private var ring: [CallResult] = []
    private var next = 0
    private(set) var statistics = CallStatistics()

    init(size: Int) {
        self.size = size
    }

    /// - Complexity: O(1); allocates only while the window fills for the first time.
    mutating func record(_ result: CallResult) {
        if ring.count < size {
            ring.append(result)
        } else {
            var leaving = CallStatistics()
            leaving.add(ring[next])
            statistics.remove(leaving)
            ring[next] = result
        }
        next = (next + 1) % size
        statistics.add(result)
    }

    /// - Complexity: O(min(`successes`, size)).
    mutating func add(successes: Int) {
        for _ in 0..<min(successes, size) { record(CallResult(failed: false, slow: false)) }
    }
}
