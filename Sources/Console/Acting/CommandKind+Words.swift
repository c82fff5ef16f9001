import Operations

extension CommandKind {
    /// What it acts on.
    enum TargetKind: String, Sendable {
        case breaker, saga, subscription, projection, deadLetter = "dead letter", chaos, other
    }

    var targetKind: TargetKind {
        switch self {
        case .breakerReset, .breakerForceOpen, .breakerHalfOpen, .breakerDisable: .breaker
        case .sagaCompensate, .sagaRetry, .sagaSkipStep, .sagaResume, .sagaAbandon: .saga
        case .eventsReplay: .subscription
        case .projectionRebuild: .projection
        case .deadLetterRetry, .deadLetterDiscard: .deadLetter
        case .chaosSet: .chaos
        case .other: .other
        }
    }

    /// What is done, before the target's name.
    var verb: String {
        switch self {
        case .breakerReset: "reset"
        case .breakerForceOpen: "force open"
        case .breakerHalfOpen: "half-open"
        case .breakerDisable: "disable"
        case .sagaCompensate: "compensate"
        case .sagaRetry: "retry"
        case .sagaSkipStep: "skip a step of"
        case .sagaResume: "resume"
        case .sagaAbandon: "abandon"
        case .eventsReplay: "replay events into"
        case .projectionRebuild: "rebuild"
        case .deadLetterRetry: "deliver again"
        case .deadLetterDiscard: "discard"
        case .chaosSet: "set chaos of"
        case .other(let word): "\(word) on"
        }
    }

    /// What stands for the effects that a plan counts and does not list; `nil` where it lists all.
    func rest(listed: Int, of total: Int) -> String? {
        guard total > listed else { return nil }
        return self == .eventsReplay
            ? "\(CountText.of(total, "event")) of the log in all"
            : "and \(CountText.grouped(total - listed)) more of the kind"
    }

    /// What it means, for somebody who is about to do it.
    var meaning: String {
        switch self {
        case .breakerReset: "closes the breaker and forgets its failures: calls go through at once"
        case .breakerForceOpen: "refuses every call until it is reset or the time is over"
        case .breakerHalfOpen: "lets a few trial calls through; they decide whether it closes"
        case .breakerDisable: "lets every call through and counts nothing: nothing protects the other side"
        case .sagaCompensate: "undoes its finished steps, newest first"
        case .sagaRetry: "tries the step again that it is stuck at"
        case .sagaSkipStep: "passes the step over as skipped, which is not success"
        case .sagaResume: "lets it go on from where it is"
        case .sagaAbandon: "ends it as it is: what was done stays done, for a person to see to"
        case .eventsReplay: "hands stored events to a read model again; no side effects, no sagas"
        case .projectionRebuild: "builds the read model anew beside the live one, then switches over"
        case .deadLetterRetry: "delivers the event once more"
        case .deadLetterDiscard: "drops the event for this subscriber for good"
        case .chaosSet: "breaks or mends the service on purpose"
        case .other: "this version of fusebox does not know what it means; the plan says what it does"
        }
    }

    /// The effect that is looked for afterwards, as it is said when it was not seen.
    var expectation: String {
        switch self {
        case .breakerReset: "the breaker is not seen CLOSED"
        case .breakerForceOpen: "the breaker is not seen FORCED_OPEN"
        case .breakerHalfOpen: "the breaker is not seen HALF_OPEN"
        case .breakerDisable: "the breaker is not seen DISABLED"
        case .sagaCompensate: "the saga is not seen compensating"
        case .sagaRetry: "no new try of its step is seen"
        case .sagaSkipStep: "the step is not seen skipped"
        case .sagaResume: "the saga is not seen going on"
        case .sagaAbandon: "the saga is not seen abandoned"
        case .eventsReplay: "the read model is not seen replayed"
        case .projectionRebuild: "the read model is not seen rebuilt"
        case .deadLetterRetry: "the dead letter is still there, and was not tried again"
        case .deadLetterDiscard: "the dead letter is still there"
        case .chaosSet: "the service does not say so"
        case .other: "this version of fusebox does not know what to look for"
        }
    }

    /// It can be undone with another command, so that nobody must type the target's name.
    var canBeTakenBack: Bool {
        switch self {
        case .breakerReset, .breakerForceOpen, .breakerHalfOpen, .breakerDisable, .chaosSet: true
        case .sagaRetry, .sagaResume, .deadLetterRetry, .eventsReplay, .projectionRebuild: true
        case .sagaCompensate, .sagaSkipStep, .sagaAbandon, .deadLetterDiscard, .other: false
        }
    }
}
