extension BreakerReport {
    /// What a breaker does with calls at present.
    public enum State: OpenWord {
        /// Calls pass and are judged.
        case closed
        /// Calls are rejected until the reset timeout has passed.
        case open
        /// A bounded number of trial calls pass; what becomes of them decides.
        case halfOpen
        /// A person has it reject all calls.
        case forcedOpen
        /// A person has it let all calls pass, unjudged.
        case disabled
        /// A word that this version does not know.
        case other(String)

        public static let known: [Self] = [
            .closed, .open, .halfOpen, .forcedOpen, .disabled,
        ]

        public var rawValue: String {
            switch self {
            case .closed: "CLOSED"
            case .open: "OPEN"
            case .halfOpen: "HALF_OPEN"
            case .forcedOpen: "FORCED_OPEN"
            case .disabled: "DISABLED"
            case .other(let word): word
            }
        }
    }
}

extension BreakerReport.Override {
    /// What a person has decided.
    public enum Kind: OpenWord {
        /// Reject all calls.
        case forceOpen
        /// Let trial calls pass now.
        case halfOpen
        /// Let all calls pass, unjudged.
        case disable
        /// A word that this version does not know.
        case other(String)

        public static let known: [Self] = [
            .forceOpen, .halfOpen, .disable,
        ]

        public var rawValue: String {
            switch self {
            case .forceOpen: "force_open"
            case .halfOpen: "half_open"
            case .disable: "disable"
            case .other(let word): word
            }
        }
    }
}
