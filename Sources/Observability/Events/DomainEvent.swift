import Tracing

/// A change of domain state that the console follows: sagas, circuit breakers, operators' commands.
///
/// The cases and attributes are those of the trace log's vocabulary; nothing standard exists for them in OpenTelemetry's
/// semantic conventions 1.44.
public enum DomainEvent: Sendable {
    /// A saga, as each of its events names it.
    public struct Saga: Sendable, Hashable {
        /// `saga.id`: joins events across traces.
        public var id: String
        /// `saga.name`: what kind of saga it is.
        public var name: String
        /// `saga.step.count`, if it is known.
        public var stepCount: Int?

        public init(id: String, name: String, stepCount: Int? = nil) {
            self.id = id
            self.name = name
            self.stepCount = stepCount
        }
    }

    /// One step of a saga.
    public struct Step: Sendable, Hashable {
        /// Which way a step goes.
        public enum Direction: String, Sendable {
            case forward
            case compensate
        }

        /// `saga.step.name`.
        public var name: String
        /// `saga.step.index`, from 0.
        public var index: Int
        /// `saga.step.attempt`, from 1.
        public var attempt: Int
        /// `saga.step.action`.
        public var direction: Direction

        public init(name: String, index: Int, attempt: Int = 1, direction: Direction = .forward) {
            self.name = name
            self.index = index
            self.attempt = attempt
            self.direction = direction
        }
    }

    /// `saga.status`.
    public enum SagaStatus: String, Sendable, CaseIterable {
        case running, waiting, compensating, completed, compensated
        case needsAttention = "needs_attention"
        case abandoned
    }

    /// `circuit_breaker.state`, written in lower case.
    public enum BreakerState: String, Sendable, CaseIterable {
        case closed, open
        case halfOpen = "half_open"
        case forcedOpen = "forced_open"
        case disabled
        case metricsOnly = "metrics_only"
    }

    /// A breaker's change of state.
    public struct BreakerChange: Sendable, Hashable {
        /// `circuit_breaker.name`, unique in a service instance.
        public var name: String
        public var from: BreakerState
        public var to: BreakerState
        /// Why, in words.
        public var reason: String
        /// Percent 0 to 100; `nil` below the minimum number of calls.
        public var failureRate: Double?
        /// Percent 0 to 100; `nil` below the minimum number of calls.
        public var slowCallRate: Double?

        public init(
            name: String, from: BreakerState, to: BreakerState, reason: String, failureRate: Double? = nil,
            slowCallRate: Double? = nil
        ) {
            self.name = name
            self.from = from
            self.to = to
            self.reason = reason
            self.failureRate = failureRate
            self.slowCallRate = slowCallRate
        }
    }

    /// An operator's command.
    public struct Command: Sendable, Hashable {
        public var id: String
        /// Such as `breaker.reset`.
        public var kind: String
        public var target: String
        public var actor: String?
        public var reason: String?

        public init(id: String, kind: String, target: String, actor: String? = nil, reason: String? = nil) {
            self.id = id
            self.kind = kind
            self.target = target
            self.actor = actor
            self.reason = reason
        }
    }

    case sagaStarted(Saga)
    case sagaCompensating(Saga, reason: String?)
    case sagaEnded(Saga, SagaStatus)
    case stepStarted(Saga, Step)
    case stepSucceeded(Saga, Step)
    /// - errorType: `error.type`, a short stable word.
    case stepFailed(Saga, Step, errorType: String, message: String)
    case stepSkipped(Saga, Step)
    case stepCompensated(Saga, Step)
    case stepCompensationFailed(Saga, Step, errorType: String, message: String)
    case breakerStateChanged(BreakerChange)
    case commandAccepted(Command)
    /// - state: `succeeded`, `failed`, `cancelled` or `refused`.
    case commandEnded(Command, state: String)
}
