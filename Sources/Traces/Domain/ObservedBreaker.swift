/// A breaker as the log tells it.
public struct ObservedBreaker: Sendable, Equatable, Identifiable {
    /// Breaker states, as OTLP attributes write them and the screen spells them.
    public enum State: String, Sendable, CaseIterable {
        case closed = "CLOSED"
        case open = "OPEN"
        case halfOpen = "HALF_OPEN"
        case forcedOpen = "FORCED_OPEN"
        case disabled = "DISABLED"
        case metricsOnly = "METRICS_ONLY"

        /// A state in any spelling that is met: any case, with `_`, `-`, blanks or nothing between words; `isolated` is
        /// Polly's forced open. `nil` for other words.
        public init?(spelling: String) {
            let letters = spelling.utf8.map { $0 | 0x20 }.filter { (0x61...0x7A).contains($0) }
            switch String(decoding: letters, as: UTF8.self) {
            case "closed": self = .closed
            case "open", "opened": self = .open
            case "halfopen", "halfopened": self = .halfOpen
            case "forcedopen", "isolated": self = .forcedOpen
            case "disabled": self = .disabled
            case "metricsonly": self = .metricsOnly
            default: return nil
            }
        }
    }

    /// A breaker is unique in a service instance.
    public struct ID: Sendable, Hashable {
        public var namespace = ""
        public var service: String
        public var instance: String
        public var name: String
    }

    public var id: ID
    public var state: State
    /// When it went into this state.
    public var since: Timestamp
    public var reason: String
    public var failureRate: Double?
    public var slowCallRate: Double?
    /// Spans that say they were refused without trying.
    public var rejected: Int
    /// Its last changes, oldest first, at most 50.
    public var history: [Change]

    /// It went into a state at a time.
    public struct Change: Sendable, Equatable {
        public var time: Timestamp
        public var state: State
        public var trace: TraceID?
    }
}
