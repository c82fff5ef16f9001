/// The memory of a closed breaker: as much of the past as its policy looks at.
enum CallWindow: Sendable {
    case streak(FailureStreak)
    case count(CountWindow, CircuitBreakerRates)
    case time(TimeWindow, CircuitBreakerRates)

    init(_ trip: CircuitBreakerPolicy.Trip) {
        switch trip {
        case .consecutiveFailures(let count, let within):
            self = .streak(FailureStreak(threshold: count, within: within))
        case .rates(.calls(let size), let rates): self = .count(CountWindow(size: size), rates)
        case .rates(.time(let length), let rates): self = .time(TimeWindow(length: length), rates)
        }
    }

    /// Remembers a call and says whether the breaker must open now, and why.
    mutating func record(_ result: CallResult, at now: Duration) -> CircuitBreakerStateChange.Cause? {
        switch self {
        case .streak(var streak):
            let tripped = streak.record(result, at: now)
            self = .streak(streak)
            return tripped ? .consecutiveFailures(streak.length) : nil
        case .count(var window, let rates):
            window.record(result)
            self = .count(window, rates)
            return rates.verdict(on: window.statistics)
        case .time(var window, let rates):
            window.record(result, at: now)
            self = .time(window, rates)
            return rates.verdict(on: window.statistics)
        }
    }

    /// What the window holds now. A streak of failures is calls that failed.
    mutating func statistics(at now: Duration) -> CallStatistics {
        switch self {
        case .streak(let streak):
            return CallStatistics(calls: streak.length, failed: streak.length)
        case .count(let window, _):
            return window.statistics
        case .time(var window, let rates):
            window.advance(to: now)
            self = .time(window, rates)
            return window.statistics
        }
    }

    /// Whether a success would change nothing.
    var isUntouchedBySuccess: Bool {
        if case .streak(let streak) = self { streak.length == 0 } else { false }
    }
}

extension CircuitBreakerRates {
    func verdict(on seen: CallStatistics) -> CircuitBreakerStateChange.Cause? {
        guard seen.calls >= minimumCalls else { return nil }
        if seen.failed > 0, Double(seen.failed) >= failureRate * Double(seen.calls) { return .failureRate(seen) }
        if seen.slow > 0, Double(seen.slow) >= slowCallRate * Double(seen.calls) { return .slowCallRate(seen) }
        return nil
    }

    /// How many of so many trial calls may go wrong without reaching the rate.
    func tolerated(of calls: Int, rate: Double) -> Int {
        max(0, Int((rate * Double(calls)).rounded(.up)) - 1)
    }
}
