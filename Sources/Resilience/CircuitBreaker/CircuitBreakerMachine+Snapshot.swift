extension CircuitBreakerMachine {
    /// Everything about the breaker at a moment.
    public mutating func snapshot(name: String, at now: Duration) -> CircuitBreakerSnapshot {
        advance(to: now)
        let seen = statistics(at: now)
        return CircuitBreakerSnapshot(
            name: name,
            state: state,
            revision: revision,
            age: max(.zero, now - since),
            window: seen,
            failureRate: rate(seen.failed, of: seen.calls),
            slowCallRate: rate(seen.slow, of: seen.calls),
            nextTrial: nextTrial(at: now),
            override: override?.decision,
            overrideLapses: override?.lapsesAt.map { $0 - now },
            totals: totals
        )
    }

    private func rate(_ part: Int, of calls: Int) -> Double? {
        guard case .rates(_, let rates) = policy.trip else { return nil }
        let minimum = if case .halfOpen = phase { policy.trialCalls } else { rates.minimumCalls }
        return calls >= minimum ? Double(part) / Double(calls) : nil
    }

    private func nextTrial(at now: Duration) -> Duration? {
        switch phase {
        case .open(let until): max(.zero, until - now)
        case .halfOpen(let trials) where trials.inFlight + trials.results.calls < policy.trialCalls: .zero
        default: nil
        }
    }
}
