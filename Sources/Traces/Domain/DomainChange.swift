/// A change of state that a log record or a span event tells of (formats.md 3.2).
public struct DomainChange: Sendable, Equatable {
    /// What changed.
    public enum Event: Sendable, Equatable {
        case saga(SagaChange)
        case breaker(BreakerChange)
        case command(CommandChange)
        /// A `service.version` seen for the first time.
        case version(VersionChange)
    }

    /// When, by the clock of the service that wrote it.
    public var time: Timestamp
    /// Its `service.namespace`, or empty.
    public var namespace = ""
    /// Who wrote it.
    public var service: String
    /// Its `service.instance.id`, or empty.
    public var instance: String
    public var trace: TraceID?
    public var span: SpanID?
    public var event: Event
}

/// A step in a saga's life.
public struct SagaChange: Sendable, Equatable {
    /// What happened; the raw values are the event names.
    public enum Kind: String, Sendable, CaseIterable {
        case started = "saga.started"
        case stepStarted = "saga.step.started"
        case stepSucceeded = "saga.step.succeeded"
        case stepFailed = "saga.step.failed"
        case stepSkipped = "saga.step.skipped"
        case compensating = "saga.compensating"
        case stepCompensated = "saga.step.compensated"
        case stepCompensationFailed = "saga.step.compensation_failed"
        case ended = "saga.ended"
    }

    public var kind: Kind
    /// Joins a saga across traces.
    public var id: String
    /// Empty when not said.
    public var name: String
    /// Absent for changes of the whole saga.
    public var step: String?
    /// From 0.
    public var stepIndex: Int?
    public var stepCount: Int?
    /// From 1.
    public var attempt: Int?
    /// The step runs backwards: `saga.step.action` is `compensate`.
    public var isCompensation: Bool
    /// `saga.status`, as written, in lower case; empty when not said.
    public var status: String
    /// `error.type`, or empty.
    public var error: String
}

/// A breaker went from one state to another.
public struct BreakerChange: Sendable, Equatable {
    public var name: String
    public var state: ObservedBreaker.State
    /// Absent when not said.
    public var previous: ObservedBreaker.State?
    /// In words, or empty.
    public var reason: String
    /// Percent, 0–100; absent with too few calls.
    public var failureRate: Double?
    public var slowCallRate: Double?
}

/// An operator's command was accepted or ended by a service.
public struct CommandChange: Sendable, Equatable {
    public var hasEnded: Bool
    /// `command.id`, or empty.
    public var id: String
    /// `command.kind`, such as `breaker.reset`, or empty.
    public var kind: String
    /// `command.target`, or empty.
    public var target: String
    /// `command.state` at the end (`succeeded`, `failed`, …), or empty.
    public var state: String
    /// `command.actor`, or empty.
    public var actor: String
}

/// A service runs a version that was not seen before.
public struct VersionChange: Sendable, Equatable {
    public var version: String
    /// The version seen last before, or `nil` for the first.
    public var previous: String?
}
