/// The memory of a closed breaker: as much of the past as its policy looks at.
struct CallWindow: Sendable {
    private var streak: FailureStreak?
    private var count: CountWindow?
    private var time: TimeWindow?
    private let rates: CircuitBreakerRates?

    init(_ trip: CircuitBreakerPolicy.Trip) {
        switch trip {
        case .consecutiveFailures(let count, let within):
            streak = FailureStreak(threshold: count, within: within)
            rates = nil
        case .rates(.calls(let size), let rates):
            count = CountWindow(size: size)
            self.rates = rates
        case .rates(.time(let length), let rates):
            time = TimeWindow(length: length)
            self.rates = rates
        }
    }

    /// Remembers a call and says whether the breaker must open now, and why.
    mutating func record(_ result: CallResult, at now: Duration) -> CircuitBreakerStateChange.Cause? {
        if let tripped = streak?.record(result, at: now) {
            return tripped ? .consecutiveFailures(streak?.length ?? 0) : nil
        }
        count?.record(result)
        time?.record(result, at: now)
        return rates?.verdict(on: held)
    }

    /// Remembers successes that were counted elsewhere since the last record, in the same stretch of time.
    mutating func add(successes: Int) {
        count?.add(successes: successes)
        time?.add(successes: successes)
    }

    /// What the window holds now. A streak of failures is calls that failed.
    mutating func statistics(at now: Duration) -> CallStatistics {
        time?.advance(to: now)
        return held
    }

    /// Whether a success until then would neither change a verdict nor belong to another stretch of time.
    var successesOnlyCount: Bool {
        guard let rates else { return streak?.length == 0 }
        return held.calls >= rates.minimumCalls || (held.failed == 0 && held.slow == 0)
    }

    /// When the present stretch of time ends, in nanoseconds since the origin.
    var stretchEnds: Int64 { time?.newestBucketEnds ?? .max }

    private var held: CallStatistics {
        if let streak {
            CallStatistics(calls: streak.length, failed: streak.length)
        } else {
            count?.statistics ?? time?.statistics ?? CallStatistics()
        }
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
