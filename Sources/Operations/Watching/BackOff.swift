/// How long to wait before an API is asked again: its interval while it answers, longer with each failure, so that a
/// service in trouble is not asked to death.
struct BackOff {
    /// No longer than this between two questions.
    static let limit = Duration.seconds(30)

    let interval: Duration
    private var failures = 0

    init(_ interval: Duration) { self.interval = interval }

    mutating func succeeded() { failures = 0 }
    mutating func failed() { failures += 1 }

    /// - Parameter chance: from 0 to 1; consoles that began together drift apart by it.
    func wait(_ chance: Double) -> Duration {
        guard failures > 0 else { return interval }
        let grown = interval * (1 << min(failures - 1, 10))
        return max(interval, min(grown, Self.limit)) * (0.9 + 0.2 * chance)
    }
}
