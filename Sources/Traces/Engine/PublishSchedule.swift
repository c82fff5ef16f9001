/// When the next snapshot goes out: never too soon after the last, and of several moments asked for the earliest.
///
/// It is told what happens and says what is due; it keeps no clock.
struct PublishSchedule: Sendable, Hashable {
    typealias Instant = ContinuousClock.Instant

    /// The least time between two snapshots.
    let interval: Duration
    /// When the last one went out.
    private(set) var last: Instant?
    /// When the next one goes out; `nil` when none is planned.
    private(set) var due: Instant?

    init(interval: Duration) { self.interval = interval }

    /// When what has changed by now may be shown.
    func earliest(at now: Instant) -> Instant { last.map { max(now, $0 + interval) } ?? now }

    /// Plans a snapshot.
    /// - Returns: whether that is sooner than what was planned, which it takes the place of.
    mutating func plan(_ moment: Instant) -> Bool {
        if let due, due <= moment { return false }
        due = moment
        return true
    }

    /// A snapshot goes out, and shows everything up to now.
    mutating func published(at now: Instant) {
        last = now
        due = nil
    }
}
