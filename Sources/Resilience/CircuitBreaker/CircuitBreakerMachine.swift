/// The rules of a circuit breaker as a value: it decides and remembers, and knows neither clocks nor locks.
///
/// Every moment is given as the duration since an origin of the caller's choice. Timers are looked at when something
/// happens: `OPEN` becomes `HALF_OPEN` with the first call after the reset timeout.
public struct CircuitBreakerMachine: Sendable {
    /// What becomes of a call that wants to be made.
    public enum Admission: Sendable, Hashable {
        /// It may be made; the ticket belongs to its result.
        case admitted(CallTicket)
        /// It may not.
        case rejected(CircuitBreakerState, retryAfter: Duration?)
    }

    let policy: CircuitBreakerPolicy
    private(set) var phase = Phase.closed
    private(set) var since: Duration
    private(set) var override: StandingOverride?
    private(set) var window: CallWindow
    /// The number of changes so far. Results of calls that were admitted before the last one are dropped.
    public private(set) var revision: UInt64 = 0
    /// Counts since the machine was made.
    public private(set) var totals = CircuitBreakerTotals()
    private var untoldChanges: [CircuitBreakerStateChange] = []

    /// A closed breaker.
    public init(policy: CircuitBreakerPolicy, at now: Duration = .zero) {
        self.policy = policy
        since = now
        window = CallWindow(policy.trip)
    }

    /// The state as of the last thing that happened.
    public var state: CircuitBreakerState { phase.state }

    /// Asks for a call.
    /// - Complexity: O(1).
    public mutating func admit(at now: Duration) -> Admission {
        advance(to: now)
        switch phase {
        case .closed, .disabled:
            return .admitted(CallTicket(revision: revision))
        case .open(let until) where now < until:
            return reject(retryAfter: until - now)
        case .open:
            change(to: .halfOpen(HalfOpen(endsAt: now + policy.longestHalfOpen)), because: .resetTimeoutPassed, at: now)
            return takeTrialPermit()
        case .halfOpen:
            return takeTrialPermit()
        case .forcedOpen:
            return reject(retryAfter: override?.lapsesAt.map { $0 - now })
        }
    }

    /// Tells what became of an admitted call. Late results are counted and change nothing else.
    /// - Complexity: O(1).
    public mutating func record(_ verdict: CallVerdict, slow: Bool = false, of ticket: CallTicket, at now: Duration) {
        advance(to: now)
        guard ticket.revision == revision else {
            totals.late += 1
            return
        }
        count(verdict)
        switch (phase, verdict) {
        case (.closed, .success), (.closed, .failure):
            let cause = window.record(CallResult(failed: verdict == .failure, slow: slow), at: now)
            if let cause { change(to: .open(until: now + policy.resetTimeout), because: cause, at: now) }
        case (.halfOpen(var trials), _):
            trials.inFlight -= 1
            if verdict != .ignored { trials.results.add(CallResult(failed: verdict == .failure, slow: slow)) }
            phase = .halfOpen(trials)
            concludeTrials(trials, at: now)
        default:
            break
        }
    }

    /// Adds successes of a closed breaker that were counted outside while they could only count.
    mutating func add(quickSuccesses: UInt64) {
        totals.succeeded += quickSuccesses
        if case .closed = phase { window.add(successes: Int(clamping: quickSuccesses)) }
    }

    /// Puts a person's decision above the breaker's own judgement.
    public mutating func impose(_ decision: CircuitBreakerOverride, at now: Duration) {
        advance(to: now)
        let underneath = override?.underneath ?? phase.underneath(at: now)
        override = StandingOverride(
            decision: decision, underneath: underneath, lapsesAt: decision.lasting.map { now + $0 })
        let next: Phase =
            switch decision.kind {
            case .forceOpen: .forcedOpen
            case .disable: .disabled
            case .halfOpen: .halfOpen(HalfOpen(endsAt: now + policy.longestHalfOpen))
            }
        change(to: next, because: .overridden(decision), at: now)
    }

    /// Closes the breaker, forgets its failures and ends any override.
    public mutating func reset(owner: String, reason: String, at now: Duration) {
        advance(to: now)
        override = nil
        change(to: .closed, because: .reset(owner: owner, reason: reason), at: now)
    }

    /// Lets the timers fire that are due: overrides that lapse, half-open phases without a verdict.
    public mutating func advance(to now: Duration) {
        if case .halfOpen(let trials) = phase, trials.endsAt <= now, trials.endsAt <= override?.lapsesAt ?? now {
            let ended = trials.endsAt
            override = nil
            change(to: .open(until: ended + policy.resetTimeout), because: .halfOpenTooLong, at: ended)
        } else if let standing = override, let lapsesAt = standing.lapsesAt, lapsesAt <= now {
            override = nil
            change(to: standing.underneath, because: .overrideLapsed(standing.decision), at: lapsesAt)
        }
    }

    /// Hands over the changes since the last time, oldest first.
    public mutating func takeChanges() -> [CircuitBreakerStateChange] {
        defer { untoldChanges.removeAll() }
        return untoldChanges
    }

    mutating func statistics(at now: Duration) -> CallStatistics {
        if case .halfOpen(let trials) = phase { trials.results } else { window.statistics(at: now) }
    }

    // MARK: - Steps

    private mutating func reject(retryAfter: Duration?) -> Admission {
        totals.rejected += 1
        return .rejected(phase.state, retryAfter: retryAfter)
    }

    private mutating func takeTrialPermit() -> Admission {
        guard case .halfOpen(var trials) = phase, trials.inFlight + trials.results.calls < policy.trialCalls else {
            return reject(retryAfter: nil)
        }
        trials.inFlight += 1
        phase = .halfOpen(trials)
        return .admitted(CallTicket(revision: revision))
    }

    private mutating func concludeTrials(_ trials: HalfOpen, at now: Duration) {
        let tolerated = policy.toleratedTrials
        if trials.results.failed > tolerated.failed || trials.results.slow > tolerated.slow {
            override = nil
            change(to: .open(until: now + policy.resetTimeout), because: .trialsFailed, at: now)
        } else if trials.results.calls == policy.trialCalls {
            override = nil
            change(to: .closed, because: .trialsPassed, at: now)
        }
    }

    private mutating func count(_ verdict: CallVerdict) {
        switch verdict {
        case .success: totals.succeeded += 1
        case .failure: totals.failed += 1
        case .ignored: totals.ignored += 1
        }
    }

    private mutating func change(
        to next: Phase, because cause: CircuitBreakerStateChange.Cause, at moment: Duration
    ) {
        revision += 1
        untoldChanges.append(
            CircuitBreakerStateChange(from: phase.state, to: next.state, cause: cause, revision: revision))
        if phase.state != next.state { since = moment }
        phase = next
        window = CallWindow(policy.trip)
    }
}

/// Belongs to one admitted call; says which state of the breaker it was admitted in.
public struct CallTicket: Sendable, Hashable {
    @usableFromInline let revision: UInt64

    @inlinable init(revision: UInt64) {
        self.revision = revision
    }
}
