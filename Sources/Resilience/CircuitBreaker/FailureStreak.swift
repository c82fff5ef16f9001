/// The last failures in a row, at most as many as the threshold.
struct FailureStreak: Sendable {
    private let threshold: Int
    private let within: Duration
    /// A ring: the oldest is overwritten first.
    private var times: [Duration] = []
    private var next = 0

    init(threshold: Int, within: Duration) {
        self.threshold = threshold
        self.within = within
    }

    /// Failures in a row, at most the threshold.
    var length: Int { times.count }

    /// - Returns: whether there are now enough failures close enough together.
    mutating func record(_ result: CallResult, at now: Duration) -> Bool {
        guard result.failed else {
            times.removeAll(keepingCapacity: true)
            next = 0
            return false
        }
        if times.count < threshold { times.append(now) } else { times[next] = now }
        next = (next + 1) % threshold
        guard times.count == threshold else { return false }
        return now - times[next] <= within
    }
}
