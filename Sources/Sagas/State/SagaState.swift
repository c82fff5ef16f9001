import EventSourcing
import Foundation

/// A saga as its facts tell it.
public struct SagaState: Sendable, Hashable, Codable {
    /// One step of it.
    public struct Step: Sendable, Hashable, Codable {
        /// Its name.
        public let name: String
        /// Its kind.
        public let kind: SagaStep.Kind
        /// How it goes.
        public internal(set) var state = SagaStepState.pending
        /// Tries so far.
        public internal(set) var attempts = 0
        /// Tries of its compensation so far.
        public internal(set) var compensationAttempts = 0
        /// Tries that count towards the limit, in the present direction, since a person last intervened.
        var counted = 0
        /// The key that its receiver knows it by.
        public internal(set) var key: String?
        /// The recorded command, JSON.
        public internal(set) var command: String?
        /// What it answered, JSON.
        public internal(set) var output: String?
        /// Why the last try did not succeed.
        public internal(set) var lastError: String?
        /// When its last try was sent.
        public internal(set) var startedAt: Date?
        /// When its last try ended.
        public internal(set) var endedAt: Date?
        /// What it has left in the world.
        public internal(set) var effect = SagaEffect.none
    }

    /// A try that was sent and has not been answered, as far as is recorded.
    public struct UnderWay: Sendable, Hashable, Codable {
        /// Of which step.
        public let step: Int
        /// Whether the step is done or undone.
        public let action: SagaAction
        /// Which try.
        public let attempt: Int
    }

    /// Its identity.
    public let id: SagaID
    /// Its definition's name.
    public internal(set) var name = ""
    /// What it was started with, JSON.
    public internal(set) var input = ""
    /// The trace context of the request that started it.
    public internal(set) var traceparent: String?
    /// Its steps.
    public internal(set) var steps: [Step] = []
    /// How it goes.
    public internal(set) var status = SagaStatus.running
    /// Which way it goes.
    public internal(set) var direction = SagaAction.forward
    /// Why it is compensated, or needs attention.
    public internal(set) var reason: String?
    /// What is under way.
    public internal(set) var underWay: UnderWay?
    /// When its next try is due; `nil`: now, or never.
    public internal(set) var due: Date?
    /// When it was started.
    public internal(set) var startedAt: Date?
    /// When its last fact was recorded.
    public internal(set) var updatedAt: Date?
    /// The worker that has it, or had it last.
    public internal(set) var worker: String?
    /// That worker's fencing token.
    public internal(set) var token = 0
    /// What persons have done to it, oldest first: it says so for ever.
    public internal(set) var interventions: [Intervened] = []
    /// What came too late, twice or for nothing.
    public internal(set) var counters = SagaCounters()
    /// The number of its last fact: what operators and workers compare.
    public internal(set) var revision = 0

    /// A saga before its first fact.
    public init(id: SagaID) {
        self.id = id
    }

    /// Whether a person has touched it.
    public var wasTouched: Bool { !interventions.isEmpty }
}

/// What one step has left in the world.
public enum SagaEffect: Sendable, Hashable, Codable {
    /// Nothing: it was never done.
    case none
    /// It was done, and stands; with what proves it.
    case standing(evidence: String)
    /// It was done and undone; with what proves it.
    case undone(evidence: String)
    /// Nobody knows; with why.
    case unknown(evidence: String)
}

/// A person's intervention as it was recorded.
public struct Intervened: Sendable, Hashable, Codable {
    /// The command's identity.
    public let command: String
    /// What was done.
    public let kind: SagaIntervention.Kind
    /// By whom.
    public let actor: String
    /// Why.
    public let reason: String
    /// When.
    public let at: Date
}

/// What came too late, twice or for nothing.
public struct SagaCounters: Sendable, Hashable, Codable {
    /// Answers when nobody waited any more, and steps that came after their own compensation.
    public var late = 0
    /// Steps that their receiver had done before.
    public var duplicate = 0
    /// Compensations of something that had never happened.
    public var empty = 0

    /// None.
    public init() {}
}
