/// Events a second, lately: an average in which older batches fade.
struct RateMeter: Sendable {
    private(set) var rate = 0.0

    /// Counts a batch.
    mutating func count(_ events: Int, took duration: Duration) {
        let seconds = duration / .seconds(1)
        guard seconds > 0 else { return }
        let latest = Double(events) / seconds
        rate = rate == 0 ? latest : rate * 0.8 + latest * 0.2
    }
}
