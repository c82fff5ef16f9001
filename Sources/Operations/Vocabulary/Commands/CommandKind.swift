/// What a command does.
public enum CommandKind: OpenWord {
    /// Closes a breaker, forgets its failures and ends any override.
    case breakerReset
    /// Has a breaker reject all calls.
    case breakerForceOpen
    /// Lets trial calls of a breaker pass now.
    case breakerHalfOpen
    /// Has a breaker let all calls pass, unjudged.
    case breakerDisable
    /// Undoes a saga.
    case sagaCompensate
    /// Tries a saga's present step again now, with all its tries.
    case sagaRetry
    /// Passes a saga's present step over.
    case sagaSkipStep
    /// Lets a saga go on now, in the direction it had.
    case sagaResume
    /// Ends a saga as it is.
    case sagaAbandon
    /// Delivers recorded events again to a subscription that only keeps something of its own up to date.
    case eventsReplay
    /// Makes a read model anew beside the live one and switches it in.
    case projectionRebuild
    /// Gives a dead letter all its tries again.
    case deadLetterRetry
    /// Gives a dead letter up.
    case deadLetterDiscard
    /// Breaks a service of the demo on purpose for a while. Real services do not take it.
    case chaosSet
    /// A word that this version does not know.
    case other(String)

    public static let known: [Self] = [
        .breakerReset, .breakerForceOpen, .breakerHalfOpen, .breakerDisable, .sagaCompensate, .sagaRetry, .sagaSkipStep,
        .sagaResume, .sagaAbandon, .eventsReplay, .projectionRebuild, .deadLetterRetry, .deadLetterDiscard, .chaosSet,
    ]

    public var rawValue: String {
        switch self {
        case .breakerReset: "breaker.reset"
        case .breakerForceOpen: "breaker.force_open"
        case .breakerHalfOpen: "breaker.half_open"
        case .breakerDisable: "breaker.disable"
        case .sagaCompensate: "saga.compensate"
        case .sagaRetry: "saga.retry"
        case .sagaSkipStep: "saga.skip_step"
        case .sagaResume: "saga.resume"
        case .sagaAbandon: "saga.abandon"
        case .eventsReplay: "events.replay"
        case .projectionRebuild: "projection.rebuild"
        case .deadLetterRetry: "dead_letter.retry"
        case .deadLetterDiscard: "dead_letter.discard"
        case .chaosSet: "chaos.set"
        case .other(let word): word
        }
    }
}
