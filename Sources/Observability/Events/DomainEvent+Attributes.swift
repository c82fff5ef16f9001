import Tracing

extension DomainEvent {
    /// The event's name, the same in log records and span events.
    public var name: String {
        switch self {
        case .sagaStarted: "saga.started"
        case .sagaCompensating: "saga.compensating"
        case .sagaEnded: "saga.ended"
        case .stepStarted: "saga.step.started"
        case .stepSucceeded: "saga.step.succeeded"
        case .stepFailed: "saga.step.failed"
        case .stepSkipped: "saga.step.skipped"
        case .stepCompensated: "saga.step.compensated"
        case .stepCompensationFailed: "saga.step.compensation_failed"
        case .breakerStateChanged: "circuit_breaker.state_changed"
        case .commandAccepted: "command.accepted"
        case .commandEnded: "command.ended"
        }
    }

    /// The event's attributes, the same in log records and span events.
    public var attributes: SpanAttributes {
        var attributes = SpanAttributes()
        switch self {
        case .sagaStarted(let saga):
            saga.write(to: &attributes, status: .running)
        case .sagaCompensating(let saga, let reason):
            saga.write(to: &attributes, status: .compensating)
            attributes["saga.reason"] = reason
        case .sagaEnded(let saga, let status):
            saga.write(to: &attributes, status: status)
        case .stepStarted(let saga, let step), .stepSucceeded(let saga, let step), .stepSkipped(let saga, let step),
            .stepCompensated(let saga, let step):
            saga.write(to: &attributes)
            step.write(to: &attributes)
        case .stepFailed(let saga, let step, let type, let message),
            .stepCompensationFailed(let saga, let step, let type, let message):
            saga.write(to: &attributes)
            step.write(to: &attributes)
            attributes["error.type"] = type
            attributes["error.message"] = message
        case .breakerStateChanged(let change):
            change.write(to: &attributes)
        case .commandAccepted(let command):
            command.write(to: &attributes, state: "accepted")
        case .commandEnded(let command, let state):
            command.write(to: &attributes, state: state)
        }
        return attributes
    }

    /// What went wrong is a warning, and an error when nobody but a person can put it right.
    var severity: LogSeverity {
        switch self {
        case .stepFailed, .sagaCompensating: .warning
        case .stepCompensationFailed, .sagaEnded(_, .needsAttention): .error
        case .breakerStateChanged(let change) where change.to == .open: .warning
        default: .info
        }
    }

    /// The event as a sentence for people who read the log with other tools.
    var sentence: String {
        switch self {
        case .sagaStarted(let saga): "saga \(saga.name) \(saga.id) started"
        case .sagaCompensating(let saga, let reason):
            "saga \(saga.name) \(saga.id) is compensating" + (reason.map { ": \($0)" } ?? "")
        case .sagaEnded(let saga, let status): "saga \(saga.name) \(saga.id) ended \(status.rawValue)"
        case .stepStarted(let saga, let step): "step \(step.name) of \(saga.id) started, attempt \(step.attempt)"
        case .stepSucceeded(let saga, let step): "step \(step.name) of \(saga.id) succeeded"
        case .stepFailed(let saga, let step, _, let message): "step \(step.name) of \(saga.id) failed: \(message)"
        case .stepSkipped(let saga, let step): "step \(step.name) of \(saga.id) skipped"
        case .stepCompensated(let saga, let step): "step \(step.name) of \(saga.id) compensated"
        case .stepCompensationFailed(let saga, let step, _, let message):
            "compensation of \(step.name) of \(saga.id) failed: \(message)"
        case .breakerStateChanged(let change):
            "breaker \(change.name) \(change.from.rawValue) to \(change.to.rawValue): \(change.reason)"
        case .commandAccepted(let command): "command \(command.kind) \(command.target) accepted"
        case .commandEnded(let command, let state): "command \(command.kind) \(command.target) \(state)"
        }
    }
}

extension DomainEvent.Saga {
    /// Writes `saga.id`, `saga.name`, and what is known of `saga.step.count` and `saga.status`.
    public func write(to attributes: inout SpanAttributes, status: DomainEvent.SagaStatus? = nil) {
        attributes["saga.id"] = id
        attributes["saga.name"] = name
        attributes["saga.step.count"] = stepCount
        attributes["saga.status"] = status?.rawValue
    }
}

extension DomainEvent.Step {
    /// Writes `saga.step.name`, `.index`, `.attempt` and `.action`.
    public func write(to attributes: inout SpanAttributes) {
        attributes["saga.step.name"] = name
        attributes["saga.step.index"] = index
        attributes["saga.step.attempt"] = attempt
        attributes["saga.step.action"] = direction.rawValue
    }
}

extension DomainEvent.BreakerChange {
    func write(to attributes: inout SpanAttributes) {
        attributes["circuit_breaker.name"] = name
        attributes["circuit_breaker.state"] = to.rawValue
        attributes["circuit_breaker.previous_state"] = from.rawValue
        attributes["circuit_breaker.reason"] = reason
        attributes["circuit_breaker.failure_rate"] = failureRate
        attributes["circuit_breaker.slow_call_rate"] = slowCallRate
    }
}

extension DomainEvent.Command {
    func write(to attributes: inout SpanAttributes, state: String) {
        attributes["command.id"] = id
        attributes["command.kind"] = kind
        attributes["command.target"] = target
        attributes["command.state"] = state
        attributes["command.actor"] = actor
        attributes["command.reason"] = reason
    }
}
