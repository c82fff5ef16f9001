extension ProjectionReport {
    /// What follows the events.
    public enum Kind: OpenWord {
        /// A read model. It can be rebuilt (`projection.rebuild`).
        case projection
        /// A consumer group of the bus. Events can be delivered to it again (`events.replay`) if it says `replayable`.
        case subscription
        /// A word that this version does not know.
        case other(String)

        public static let known: [Self] = [
            .projection, .subscription,
        ]

        public var rawValue: String {
            switch self {
            case .projection: "projection"
            case .subscription: "subscription"
            case .other(let word): word
            }
        }
    }
}

extension ProjectionReport {
    /// How it goes.
    public enum State: OpenWord {
        /// It has not been started.
        case idle
        /// It follows the events.
        case running
        /// It has stopped; `reason` says why.
        case stopped
        /// A word that this version does not know.
        case other(String)

        public static let known: [Self] = [
            .idle, .running, .stopped,
        ]

        public var rawValue: String {
            switch self {
            case .idle: "idle"
            case .running: "running"
            case .stopped: "stopped"
            case .other(let word): word
            }
        }
    }
}
