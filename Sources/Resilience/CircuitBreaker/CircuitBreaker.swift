import Synchronization

/// Stops calling a thing that does not work, so that neither it nor its callers are dragged down, and finds out by
/// itself when it works again.
///
///     let payments = CircuitBreaker(name: "orders → payments")
///     let receipt = try await payments.execute { try await client.charge(order) }
///
/// The rules are ``CircuitBreakerMachine``; this is the shell that locks around it and reads the clock. Nothing is
/// locked while an operation runs, and a closed breaker lets calls pass without taking the lock at all.
public final class CircuitBreaker<C: Clock>: Sendable where C.Duration == Duration {
    /// What it is called in snapshots, logs and errors. Unique in a service.
    public let name: String
    /// When it opens and closes.
    public let policy: CircuitBreakerPolicy
    @usableFromInline let classifier: FailureClassifier
    @usableFromInline let countsSlowCalls: Bool
    /// From here on a call is slow, in nanoseconds; more than any call takes where none is.
    @usableFromInline let slowCall: Int64
    let clock: C
    @usableFromInline let stopwatch: Stopwatch
    @usableFromInline let gate = Atomic<UInt64>(0)
    @usableFromInline let quickSuccesses = StripedCounter()
    /// By the stopwatch: when the present stretch of the window ends.
    @usableFromInline let quickUntil = Atomic<Int64>(0)
    let origin: C.Instant
    let guarded: Locked<CountedBreaker>
    private let listeners = Broadcast<CircuitBreakerStateChange>()

    /// A closed breaker.
    /// - Parameters:
    ///   - classifier: which errors count as failures.
    ///   - clock: whose time the timeouts are measured in.
    public convenience init(
        name: String, policy: CircuitBreakerPolicy = .standard, classifier: FailureClassifier = .standard, clock: C
    ) {
        self.init(name: name, policy: policy, classifier: classifier, clock: clock, stopwatch: Stopwatch(clock))
    }

    /// A closed breaker that takes the time of calls in a way of its own.
    package init(
        name: String, policy: CircuitBreakerPolicy, classifier: FailureClassifier, clock: C, stopwatch: Stopwatch
    ) {
        self.name = name
        self.policy = policy
        self.classifier = classifier
        self.clock = clock
        self.stopwatch = stopwatch
        countsSlowCalls = policy.slowCall != nil
        slowCall = policy.slowCall?.nanoseconds ?? .max
        origin = clock.now
        let machine = CircuitBreakerMachine(policy: policy)
        guarded = Locked(CountedBreaker(machine: machine))
        step { _, _ in }
    }

    /// All changes of state and override from now on. A listener that falls more than 256 changes behind loses the
    /// oldest, and sees that by a gap in the revisions. Ends with the breaker.
    public func changes() -> AsyncStream<CircuitBreakerStateChange> {
        listeners.listen(buffering: .bufferingNewest(256))
    }

    /// Everything about the breaker now.
    public func snapshot() -> CircuitBreakerSnapshot {
        step { machine, now in machine.snapshot(name: name, at: now) }
    }

    /// Puts a person's decision above the breaker's own judgement.
    /// - Parameter expectedRevision: what the person saw; `nil`: whatever is true.
    /// - Throws: ``CircuitBreakerChanged`` if that is no longer true; then nothing is done.
    @discardableResult
    public func impose(
        _ decision: CircuitBreakerOverride, expectedRevision: UInt64? = nil
    ) throws(CircuitBreakerChanged) -> CircuitBreakerSnapshot {
        try change(expectedRevision) { machine, now in machine.impose(decision, at: now) }
    }

    /// Closes the breaker, forgets its failures and ends any override.
    /// - Parameter expectedRevision: what the person saw; `nil`: whatever is true.
    /// - Throws: ``CircuitBreakerChanged`` if that is no longer true; then nothing is done.
    @discardableResult
    public func reset(
        owner: String, reason: String, expectedRevision: UInt64? = nil
    ) throws(CircuitBreakerChanged) -> CircuitBreakerSnapshot {
        try change(expectedRevision) { machine, now in machine.reset(owner: owner, reason: reason, at: now) }
    }

    private func change(
        _ expectedRevision: UInt64?, _ body: (inout CircuitBreakerMachine, Duration) -> Void
    ) throws(CircuitBreakerChanged) -> CircuitBreakerSnapshot {
        let result: Result<CircuitBreakerSnapshot, CircuitBreakerChanged> = step { machine, now in
            machine.advance(to: now)
            if let expectedRevision, expectedRevision != machine.revision {
                return .failure(
                    CircuitBreakerChanged(
                        breaker: name, expected: expectedRevision, actual: machine.revision, state: machine.state))
            }
            body(&machine, now)
            return .success(machine.snapshot(name: name, at: now))
        }
        return try result.get()
    }

    /// Runs the machine under the lock, opens or shuts the gate, and tells the listeners, in the order of the changes.
    func step<Result: Sendable>(_ body: (inout CircuitBreakerMachine, Duration) -> Result) -> Result {
        guarded.withLock { guarded in
            let now = origin.duration(to: clock.now)
            let successes = quickSuccesses.total
            if successes != guarded.knownSuccesses {
                guarded.machine.add(quickSuccesses: successes &- guarded.knownSuccesses)
                guarded.knownSuccesses = successes
            }
            let result = body(&guarded.machine, now)
            quickUntil.store(reading(of: guarded.machine.window.stretchEnds, at: now), ordering: .relaxed)
            gate.store(Gate(guarded.machine).word, ordering: .releasing)
            for change in guarded.machine.takeChanges() {
                listeners.send(change)
            }
            return result
        }
    }

    /// What the stopwatch will show at that moment, which is in nanoseconds since the origin.
    private func reading(of moment: Int64, at now: Duration) -> Int64 {
        moment == .max ? .max : stopwatch.exact() &+ (moment &- now.nanoseconds)
    }
}

extension CircuitBreaker where C == ContinuousClock {
    /// A closed breaker on the system's clock, which goes on while the machine sleeps.
    public convenience init(
        name: String, policy: CircuitBreakerPolicy = .standard, classifier: FailureClassifier = .standard
    ) {
        self.init(name: name, policy: policy, classifier: classifier, clock: ContinuousClock(), stopwatch: .system)
    }
}
