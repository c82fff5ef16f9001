extension SagaSummary {
    /// How it goes with a saga.
    public enum Status: OpenWord {
        /// A step is being done.
        case running
        /// It waits for its next try.
        case waiting
        /// It is being undone.
        case compensating
        /// All is done.
        case completed
        /// All is undone.
        case compensated
        /// It cannot go on without a person.
        case needsAttention
        /// A person has ended it as it was.
        case abandoned
        /// A word that this version does not know.
        case other(String)

        public static let known: [Self] = [
            .running, .waiting, .compensating, .completed, .compensated, .needsAttention, .abandoned,
        ]

        public var rawValue: String {
            switch self {
            case .running: "running"
            case .waiting: "waiting"
            case .compensating: "compensating"
            case .completed: "completed"
            case .compensated: "compensated"
            case .needsAttention: "needs_attention"
            case .abandoned: "abandoned"
            case .other(let word): word
            }
        }
    }
}

extension SagaSummary {
    /// Which way a saga goes.
    public enum Direction: OpenWord {
        /// Its steps are being done.
        case forward
        /// Its steps are being undone.
        case compensate
        /// A word that this version does not know.
        case other(String)

        public static let known: [Self] = [
            .forward, .compensate,
        ]

        public var rawValue: String {
            switch self {
            case .forward: "forward"
            case .compensate: "compensate"
            case .other(let word): word
            }
        }
    }
}

extension SagaSummary {
    /// How it goes with a step.
    public enum StepState: OpenWord {
        /// It has not begun.
        case pending
        /// It is being done.
        case running
        /// It was done.
        case succeeded
        /// It was not done.
        case failed
        /// Nobody knows whether it was done.
        case unknown
        /// A person passed it over, which is not success.
        case skipped
        /// It is being undone.
        case compensating
        /// It was undone, or there was nothing to undo.
        case compensated
        /// It could not be undone.
        case compensationFailed
        /// A word that this version does not know.
        case other(String)

        public static let known: [Self] = [
            .pending, .running, .succeeded, .failed, .unknown, .skipped, .compensating, .compensated,
            .compensationFailed,
        ]

        public var rawValue: String {
            switch self {
            case .pending: "pending"
            case .running: "running"
            case .succeeded: "succeeded"
            case .failed: "failed"
            case .unknown: "unknown"
            case .skipped: "skipped"
            case .compensating: "compensating"
            case .compensated: "compensated"
            case .compensationFailed: "compensation_failed"
            case .other(let word): word
            }
        }
    }
}

extension SagaReport {
    /// What can become of a saga after a step.
    public enum StepKind: OpenWord {
        /// The step can be undone.
        case compensable
        /// The point of no return.
        case pivot
        /// It comes after the pivot and is tried until it succeeds.
        case retriable
        /// A word that this version does not know.
        case other(String)

        public static let known: [Self] = [
            .compensable, .pivot, .retriable,
        ]

        public var rawValue: String {
            switch self {
            case .compensable: "compensable"
            case .pivot: "pivot"
            case .retriable: "retriable"
            case .other(let word): word
            }
        }
    }
}

extension SagaReport.Effect {
    /// What has become of an effect.
    public enum State: OpenWord {
        /// There was never one.
        case none
        /// It was done, and stands.
        case standing
        /// It was done and undone.
        case undone
        /// Nobody knows whether it was done.
        case unknown
        /// A word that this version does not know.
        case other(String)

        public static let known: [Self] = [
            .none, .standing, .undone, .unknown,
        ]

        public var rawValue: String {
            switch self {
            case .none: "none"
            case .standing: "standing"
            case .undone: "undone"
            case .unknown: "unknown"
            case .other(let word): word
            }
        }
    }
}

extension SagaReport.Attempt {
    /// What has become of a try.
    public enum Outcome: OpenWord {
        /// It has not been answered.
        case underWay
        /// It was done.
        case succeeded
        /// It was not done.
        case failed
        /// Nobody knows whether it was done.
        case unknown
        /// It was not even sent: a breaker or bulkhead was in the way.
        case notSent
        /// A word that this version does not know.
        case other(String)

        public static let known: [Self] = [
            .underWay, .succeeded, .failed, .unknown, .notSent,
        ]

        public var rawValue: String {
            switch self {
            case .underWay: "under_way"
            case .succeeded: "succeeded"
            case .failed: "failed"
            case .unknown: "unknown"
            case .notSent: "not_sent"
            case .other(let word): word
            }
        }
    }
}
