import Resilience

/// A breaker that remembers every call it ever saw and works everything out anew each time: slow, and plain enough to
/// be right by reading.
struct ReferenceBreaker {
    struct Call {
        var at: Duration
        var failed: Bool
        var slow: Bool
    }

    enum Mode: Equatable {
        case closed
        case open(until: Duration)
        case halfOpen(endsAt: Duration)
        case forcedOpen
        case disabled
    }

    let policy: CircuitBreakerPolicy
    var mode = Mode.closed
    var revision: UInt64 = 0
    /// Calls since the last change.
    var calls: [Call] = []
    var inFlight = 0
    var override: (underneath: Mode, lapsesAt: Duration?)?

    mutating func go(_ next: Mode) {
        mode = next
        revision += 1
        calls = []
        inFlight = 0
    }

    mutating func advance(_ now: Duration) {
        let lapse = override?.lapsesAt
        if case .halfOpen(let ends) = mode, ends <= now, ends <= lapse ?? now {
            override = nil
            go(.open(until: ends + policy.resetTimeout))
        } else if let lapse, lapse <= now, let under = override?.underneath {
            override = nil
            go(under)
        }
    }

    mutating func admit(_ now: Duration) -> Bool {
        advance(now)
        if case .open(let until) = mode, now >= until { go(.halfOpen(endsAt: now + policy.longestHalfOpen)) }
        switch mode {
        case .closed, .disabled: return true
        case .open, .forcedOpen: return false
        case .halfOpen:
            guard inFlight + calls.count < policy.trialCalls else { return false }
            inFlight += 1
            return true
        }
    }

    mutating func record(_ verdict: CallVerdict, slow: Bool, revision: UInt64, _ now: Duration) {
        advance(now)
        guard revision == self.revision else { return }
        if case .halfOpen = mode { inFlight -= 1 }
        guard verdict != .ignored else { return }
        calls.append(Call(at: now, failed: verdict == .failure, slow: slow))
        switch mode {
        case .closed: if mustOpen(now) { go(.open(until: now + policy.resetTimeout)) }
        case .halfOpen: judgeTrials(now)
        default: break
        }
    }

    mutating func impose(_ kind: CircuitBreakerOverride.Kind, lasting: Duration?, _ now: Duration) {
        advance(now)
        var under = override?.underneath ?? mode
        if case .halfOpen = under { under = .open(until: now) }
        override = (under, lasting.map { now + $0 })
        switch kind {
        case .forceOpen: go(.forcedOpen)
        case .disable: go(.disabled)
        case .halfOpen: go(.halfOpen(endsAt: now + policy.longestHalfOpen))
        }
    }

    mutating func reset(_ now: Duration) {
        advance(now)
        override = nil
        go(.closed)
    }

    /// The calls that the policy looks at.
    func window(_ now: Duration) -> [Call] {
        switch policy.trip {
        case .consecutiveFailures(let threshold, _):
            let streak = calls.reversed().prefix { $0.failed }
            return Array(streak.prefix(threshold))
        case .rates(.calls(let size), _): return calls.suffix(size)
        case .rates(.time(let length), _):
            let bucket = length / 60
            let number = { (moment: Duration) in Int(moment / bucket) }
            return calls.filter { number($0.at) > number(now) - 60 }
        }
    }

    private func mustOpen(_ now: Duration) -> Bool {
        let seen = window(now)
        switch policy.trip {
        case .consecutiveFailures(let threshold, let within):
            guard seen.count == threshold, let oldest = seen.last else { return false }
            return now - oldest.at <= within
        case .rates(_, let rates):
            guard seen.count >= rates.minimumCalls else { return false }
            let failed = seen.count { $0.failed }
            let slow = seen.count { $0.slow }
            return failed > 0 && Double(failed) >= rates.failureRate * Double(seen.count)
                || slow > 0 && Double(slow) >= rates.slowCallRate * Double(seen.count)
        }
    }

    private mutating func judgeTrials(_ now: Duration) {
        let failed = calls.count { $0.failed }
        let slow = calls.count { $0.slow }
        let hopeless =
            switch policy.trip {
            case .consecutiveFailures: failed > 0
            case .rates(_, let rates):
                failed > 0 && Double(failed) >= rates.failureRate * Double(policy.trialCalls)
                    || slow > 0 && Double(slow) >= rates.slowCallRate * Double(policy.trialCalls)
            }
        if hopeless {
            override = nil
            go(.open(until: now + policy.resetTimeout))
        } else if calls.count == policy.trialCalls {
            override = nil
            go(.closed)
        }
    }
}
