/// When a circuit breaker opens, and how it finds its way back.
public struct CircuitBreakerPolicy: Sendable, Hashable {
    /// What makes a closed breaker open.
    public enum Trip: Sendable, Hashable {
        /// That many failures in a row, the first no longer than `within` before the last.
        case consecutiveFailures(Int, within: Duration)
        /// A failure rate or a slow-call rate over the last calls, or over the calls of the last minutes.
        case rates(Window, CircuitBreakerRates)
    }

    /// Which calls a rate is counted over.
    public enum Window: Sendable, Hashable {
        /// The last so many calls.
        case calls(Int)
        /// The calls of the last so long, counted in sixty buckets: the oldest leave a sixtieth at a time.
        case time(Duration)
    }

    /// What makes a closed breaker open.
    public var trip: Trip
    /// How long an open breaker rejects before it lets trial calls pass.
    public var resetTimeout: Duration
    /// How many trial calls may pass in a half-open phase, at once or one after the other. The breaker closes when all
    /// of them have passed the test, and opens as soon as that has become impossible.
    public var trialCalls: Int
    /// How long a half-open phase may last; a phase without a verdict by then ends in `OPEN`.
    public var longestHalfOpen: Duration

    /// A policy. Counts below one are raised to one and negative durations to zero.
    public init(
        trip: Trip,
        resetTimeout: Duration = .seconds(30),
        trialCalls: Int = 5,
        longestHalfOpen: Duration = .seconds(60)
    ) {
        self.trip = trip.bounded
        self.resetTimeout = max(.zero, resetTimeout)
        self.trialCalls = max(1, trialCalls)
        self.longestHalfOpen = max(.zero, longestHalfOpen)
    }

    /// Five failures in a row within 60 s open the breaker for 30 s; five good trial calls close it.
    public static let standard = CircuitBreakerPolicy(trip: .consecutiveFailures(5, within: .seconds(60)))

    /// How long a call may take before it counts as slow; `nil` where slowness does not matter.
    public var slowCall: Duration? {
        if case .rates(_, let rates) = trip { rates.slowCall } else { nil }
    }
}

/// The thresholds of a policy with a sliding window. Rates are shares from 0 to 1.
public struct CircuitBreakerRates: Sendable, Hashable {
    /// Below so many calls in the window no rate is known and the breaker stays closed.
    public var minimumCalls: Int
    /// The breaker opens when this share of the calls failed, or more.
    public var failureRate: Double
    /// A call that takes this long or longer is slow; `nil`: no call is.
    public var slowCall: Duration?
    /// The breaker opens when this share of the calls was slow, or more.
    public var slowCallRate: Double

    /// Thresholds. Rates are clamped to 0…1, the minimum is at least one call.
    public init(
        minimumCalls: Int = 10, failureRate: Double = 0.5, slowCall: Duration? = nil, slowCallRate: Double = 1
    ) {
        self.minimumCalls = max(1, minimumCalls)
        self.failureRate = min(1, max(0, failureRate))
        self.slowCall = slowCall
        self.slowCallRate = min(1, max(0, slowCallRate))
    }
}

extension CircuitBreakerPolicy.Trip {
    var bounded: Self {
        switch self {
        case .consecutiveFailures(let count, let within):
            .consecutiveFailures(max(1, count), within: max(.zero, within))
        case .rates(.calls(let count), let rates): .rates(.calls(max(1, count)), rates)
        case .rates(.time(let duration), let rates): .rates(.time(max(.milliseconds(1), duration)), rates)
        }
    }
}
