/// A clock that stands still until a test moves it, so that an hour of waiting takes no time.
public final class ManualClock: Clock, Sendable {
    /// A moment: the time since the clock was made.
    public struct Instant: InstantProtocol {
        /// The time since the clock was made.
        public let offset: Duration

        /// A moment.
        public init(offset: Duration) {
            self.offset = offset
        }

        public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        public func duration(to other: Instant) -> Duration { other.offset - offset }
        public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct State: Sendable {
        var now = Instant(offset: .zero)
        var sleepers: [UInt64: (wakesAt: Instant, continuation: CheckedContinuation<Void, any Error>)] = [:]
        var cancelled: Set<UInt64> = []
        var lastSleeper: UInt64 = 0
        var observers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

        mutating func takeSatisfiedObservers() -> [CheckedContinuation<Void, Never>] {
            let satisfied = observers.filter { $0.count <= sleepers.count }.map(\.continuation)
            observers.removeAll { $0.count <= sleepers.count }
            return satisfied
        }
    }

    private let state = Shared(State())

    /// A clock at zero.
    public init() {}

    public var now: Instant { state.change { $0.now } }
    public var minimumResolution: Duration { .zero }

    /// Moves the clock and wakes whoever is due.
    public func advance(by duration: Duration) {
        let due = state.change { state in
            state.now = state.now.advanced(by: duration)
            let due = state.sleepers.filter { $0.value.wakesAt <= state.now }
            for id in due.keys { state.sleepers.removeValue(forKey: id) }
            return due.values.sorted { $0.wakesAt < $1.wakesAt }.map(\.continuation)
        }
        due.forEach { $0.resume() }
    }

    /// Moves the clock to the moment at which the next sleeper is due, and wakes it.
    /// - Returns: by how much; `nil` if nobody sleeps.
    @discardableResult
    public func advanceToNextSleeper() -> Duration? {
        let wait = state.change { state in
            state.sleepers.values.map(\.wakesAt).min().map { max(.zero, state.now.duration(to: $0)) }
        }
        if let wait { advance(by: wait) }
        return wait
    }

    /// How many sleep at present.
    public var sleeperCount: Int { state.change { $0.sleepers.count } }

    /// Waits until at least so many sleep.
    public func waitForSleepers(_ count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let satisfied = state.change { state in
                state.observers.append((count, continuation))
                return state.takeSatisfiedObservers()
            }
            satisfied.forEach { $0.resume() }
        }
    }

    public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        let id = state.change { state in
            state.lastSleeper += 1
            return state.lastSleeper
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                fallAsleep(id, until: deadline, continuation)
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func fallAsleep(_ id: UInt64, until deadline: Instant, _ continuation: CheckedContinuation<Void, any Error>)
    {
        let (result, observers): (Result<Void, any Error>?, [CheckedContinuation<Void, Never>]) = state.change {
            state in
            if state.cancelled.remove(id) != nil { return (.failure(CancellationError()), []) }
            if deadline <= state.now { return (.success(()), []) }
            state.sleepers[id] = (deadline, continuation)
            return (nil, state.takeSatisfiedObservers())
        }
        observers.forEach { $0.resume() }
        if let result { continuation.resume(with: result) }
    }

    private func cancel(_ id: UInt64) {
        let sleeper = state.change { state in
            let sleeper = state.sleepers.removeValue(forKey: id)
            if sleeper == nil { state.cancelled.insert(id) }
            return sleeper
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
