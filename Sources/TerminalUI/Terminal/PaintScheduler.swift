/// When to paint: a key at once; of data the first change at once, then once an interval at the most, taken together: after
/// a paint out of turn the next need not wait a whole interval, or all that follow at the same pace would wait too.
///
/// It is told what happens and says what is due; it keeps no clock.
public struct PaintScheduler: Sendable, Hashable {
    /// Instants of whatever clock the caller uses.
    public typealias Instant = ContinuousClock.Instant

    /// What to do now.
    public enum Decision: Sendable, Hashable {
        /// Paint.
        case paint
        /// Something has changed, but it can wait until then.
        case wait(until: Instant)
        /// Nothing has changed.
        case idle
    }

    /// The least time between two paints of data, in the mean, and between any two.
    public let interval: Duration
    public let pause: Duration
    private var isUrgent = false
    private var isDirty = false
    /// Until when the paints of data so far have used up the time.
    private var usedUntil: Instant?

    /// A scheduler that paints data 32 times a second at the most: 30 for a source that never rests, and two for all else,
    /// so that the one need not wait for the other.
    public init(interval: Duration = .milliseconds(31), pause: Duration = .milliseconds(8)) {
        self.interval = interval
        self.pause = pause
    }

    /// A person did something, or the screen is another: the next decision is to paint.
    public mutating func paintAtOnce() { isUrgent = true }

    /// Data has changed.
    public mutating func dataChanged() { isDirty = true }

    /// What is due at this instant.
    public func decision(at now: Instant) -> Decision {
        if isUrgent { return .paint }
        guard isDirty else { return .idle }
        guard let usedUntil else { return .paint }
        let due = usedUntil - (interval - pause)
        return due <= now ? .paint : .wait(until: due)
    }

    /// A paint was made; it showed everything up to now.
    public mutating func painted(at now: Instant) {
        // A paint that shows no new data leaves data its turn.
        if isDirty { usedUntil = max(now, usedUntil ?? now) + interval }
        isUrgent = false
        isDirty = false
    }
}
