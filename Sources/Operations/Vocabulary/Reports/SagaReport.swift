import Foundation

/// A saga with everything that is known of it.
public struct SagaReport: Codable, Sendable, Hashable {
    /// What the list says of it.
    public var summary: SagaSummary
    /// What it was started with.
    public var input: JSONValue
    /// The worker that has it, or had it last.
    public var worker: String?
    /// Its steps, with more than the list says of them.
    public var steps: [Step]
    /// What came too late, twice or for nothing.
    public var counters: Counters
    /// What persons have done to it, oldest first.
    public var interventions: [Intervention]
    /// When this was true.
    public var asOf: Date

    /// All of it.
    public init(
        summary: SagaSummary, input: JSONValue = .null, worker: String? = nil, steps: [Step],
        counters: Counters = Counters(), interventions: [Intervention] = [], asOf: Date
    ) {
        self.summary = summary
        self.input = input
        self.worker = worker
        self.steps = steps
        self.counters = counters
        self.interventions = interventions
        self.asOf = asOf
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        summary = try container.decode(SagaSummary.self, forKey: .summary)
        input = try container.decodeIfPresent(JSONValue.self, forKey: .input) ?? .null
        worker = try container.decodeIfPresent(String.self, forKey: .worker)
        steps = try container.decode([Step].self, forKey: .steps)
        counters = try container.decodeIfPresent(Counters.self, forKey: .counters) ?? Counters()
        interventions = try container.decodeIfPresent([Intervention].self, forKey: .interventions) ?? []
        asOf = try container.decode(Date.self, forKey: .asOf)
    }
}

extension SagaReport {
    /// One step.
    public struct Step: Codable, Sendable, Hashable {
        /// Its name.
        public var name: String
        /// What can become of the saga after it.
        public var kind: StepKind
        /// How it goes.
        public var state: SagaSummary.StepState
        /// Its tries and those of its compensation, oldest first: the last 50.
        public var attempts: [Attempt]
        /// Tries so far.
        public var attemptCount: Int
        /// Tries of its compensation so far.
        public var compensationAttemptCount: Int
        /// The idempotency key that its receiver knows it by.
        public var key: String?
        /// The recorded command.
        public var command: JSONValue?
        /// What it answered.
        public var output: JSONValue?
        /// Why the last try did not succeed.
        public var lastError: String?
        /// When its last try was sent.
        public var startedAt: Date?
        /// When its last try ended.
        public var endedAt: Date?
        /// What it has left in the world: its line in the ledger of effects.
        public var effect: Effect

        /// All of it.
        public init(
            name: String, kind: StepKind, state: SagaSummary.StepState, attempts: [Attempt] = [], attemptCount: Int = 0,
            compensationAttemptCount: Int = 0, key: String? = nil, command: JSONValue? = nil, output: JSONValue? = nil,
            lastError: String? = nil, startedAt: Date? = nil, endedAt: Date? = nil, effect: Effect
        ) {
            self.name = name
            self.kind = kind
            self.state = state
            self.attempts = attempts
            self.attemptCount = attemptCount
            self.compensationAttemptCount = compensationAttemptCount
            self.key = key
            self.command = command
            self.output = output
            self.lastError = lastError
            self.startedAt = startedAt
            self.endedAt = endedAt
            self.effect = effect
        }

        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = try container.decode(String.self, forKey: .name)
            kind = try container.decode(StepKind.self, forKey: .kind)
            state = try container.decode(SagaSummary.StepState.self, forKey: .state)
            attempts = try container.decodeIfPresent([Attempt].self, forKey: .attempts) ?? []
            attemptCount = try container.decodeIfPresent(Int.self, forKey: .attemptCount) ?? 0
            compensationAttemptCount = try container.decodeIfPresent(Int.self, forKey: .compensationAttemptCount) ?? 0
            key = try container.decodeIfPresent(String.self, forKey: .key)
            command = try container.decodeIfPresent(JSONValue.self, forKey: .command)
            output = try container.decodeIfPresent(JSONValue.self, forKey: .output)
            lastError = try container.decodeIfPresent(String.self, forKey: .lastError)
            startedAt = try container.decodeIfPresent(Date.self, forKey: .startedAt)
            endedAt = try container.decodeIfPresent(Date.self, forKey: .endedAt)
            effect = try container.decode(Effect.self, forKey: .effect)
        }
    }

    /// One try.
    public struct Attempt: Codable, Sendable, Hashable {
        /// Whether the step was to be done or undone.
        public var direction: SagaSummary.Direction
        /// Which try of that direction it is, from 1.
        public var number: Int
        /// When it was sent.
        public var startedAt: Date
        /// When it was answered or given up.
        public var endedAt: Date?
        /// What became of it.
        public var outcome: Outcome
        /// Why it did not succeed.
        public var error: String?

        /// All of it.
        public init(
            direction: SagaSummary.Direction, number: Int, startedAt: Date, endedAt: Date? = nil, outcome: Outcome,
            error: String? = nil
        ) {
            self.direction = direction
            self.number = number
            self.startedAt = startedAt
            self.endedAt = endedAt
            self.outcome = outcome
            self.error = error
        }
    }

    /// What a step has left in the world.
    public struct Effect: Codable, Sendable, Hashable {
        /// What has become of it.
        public var state: State
        /// What proves that, or why nobody knows.
        public var evidence: String?

        /// All of it.
        public init(
            state: State, evidence: String? = nil
        ) {
            self.state = state
            self.evidence = evidence
        }
    }

    /// What came too late, twice or for nothing.
    public struct Counters: Codable, Sendable, Hashable {
        /// Answers when nobody waited any more, and steps that came after their own compensation.
        public var late: Int
        /// Steps that their receiver had done before.
        public var duplicate: Int
        /// Compensations of something that had never happened.
        public var empty: Int

        /// All of it.
        public init(
            late: Int = 0, duplicate: Int = 0, empty: Int = 0
        ) {
            self.late = late
            self.duplicate = duplicate
            self.empty = empty
        }

        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            late = try container.decodeIfPresent(Int.self, forKey: .late) ?? 0
            duplicate = try container.decodeIfPresent(Int.self, forKey: .duplicate) ?? 0
            empty = try container.decodeIfPresent(Int.self, forKey: .empty) ?? 0
        }
    }

    /// What a person has done.
    public struct Intervention: Codable, Sendable, Hashable {
        /// The command's identity.
        public var command: String
        /// What was done.
        public var kind: CommandKind
        /// By whom.
        public var actor: String
        /// Why.
        public var reason: String
        /// When.
        public var at: Date

        /// All of it.
        public init(
            command: String, kind: CommandKind, actor: String, reason: String, at: Date
        ) {
            self.command = command
            self.kind = kind
            self.actor = actor
            self.reason = reason
            self.at = at
        }
    }
}
