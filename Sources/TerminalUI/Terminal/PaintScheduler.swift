/// When to paint: a key at once; of data the first change at once, then once an interval at the most.
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

    /// The least time between two paints of data.
    public let interval: Duration
    private var isUrgent = false
    private var isDirty = false
    private var lastPaint: Instant?

    /// A scheduler that paints data 30 times a second at the most.
    public init(interval: Duration = .milliseconds(33)) { self.interval = interval }

    /// A person did something, or the screen is another: the next decision is to paint.
    public mutating func paintAtOnce() { isUrgent = true }

    /// Data has changed.
    public mutating func dataChanged() { isDirty = true }

    /// What is due at this instant.
    public func decision(at now: Instant) -> Decision {
        if isUrgent { return .paint }
        guard isDirty else { return .idle }
        guard let lastPaint else { return .paint }
        let due = lastPaint + interval
        return due <= now ? .paint : .wait(until: due)
    }

    /// A paint was made; it showed everything up to now.
    public mutating func painted(at now: Instant) {
        isUrgent = false
        isDirty = false
        lastPaint = now
    }
}
