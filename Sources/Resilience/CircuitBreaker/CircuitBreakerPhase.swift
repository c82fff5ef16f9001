extension CircuitBreakerMachine {
    /// The state with what belongs to it.
    enum Phase: Sendable {
        case closed
        case open(until: Duration)
        case halfOpen(HalfOpen)
        case forcedOpen
        case disabled

        var state: CircuitBreakerState {
            switch self {
            case .closed: .closed
            case .open: .open
            case .halfOpen: .halfOpen
            case .forcedOpen: .forcedOpen
            case .disabled: .disabled
            }
        }

        /// What an override that begins now goes back to when it lapses: trials are not resumed but begun anew.
        func underneath(at now: Duration) -> Phase {
            if case .halfOpen = self { .open(until: now) } else { self }
        }
    }

    /// A half-open phase.
    struct HalfOpen: Sendable {
        let endsAt: Duration
        var inFlight = 0
        var results = CallStatistics()
    }

    /// A person's decision that is in force.
    struct StandingOverride: Sendable {
        let decision: CircuitBreakerOverride
        let underneath: Phase
        let lapsesAt: Duration?
    }
}

extension CircuitBreakerPolicy {
    /// How many of the trial calls may fail, and how many may be slow.
    var toleratedTrials: (failed: Int, slow: Int) {
        guard case .rates(_, let rates) = trip else { return (0, trialCalls) }
        return (
            rates.tolerated(of: trialCalls, rate: rates.failureRate),
            rates.tolerated(of: trialCalls, rate: rates.slowCallRate)
        )
    }
}
