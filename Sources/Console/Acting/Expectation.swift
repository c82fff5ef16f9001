import Operations

/// What must be seen in the watched state before a command counts as done: the effect itself, not the service's answer.
///
/// The service does nothing unless the target has the revision that was on the screen. So whatever is another revision
/// afterwards came with the command, or after it.
struct Expectation {
    private let id: String
    private let intent: ActionIntent

    private let plan: Plan?

    /// What an action of that id is expected to do, having been planned so.
    init(of intent: ActionIntent, by id: String, as plan: Plan? = nil) {
        self.intent = intent
        self.id = id
        self.plan = plan
    }

    /// What was seen, in a sentence; `nil` where the effect is not there (yet).
    /// - Parameter fact: the target as it is watched; `nil` where it is not there.
    func sentence(for fact: TargetFact?) -> String? {
        guard let fact else {
            return intent.kind.targetKind == .deadLetter ? "the dead letter is gone" : nil
        }
        return isThere(fact) ? words(fact) : nil
    }

    private func isThere(_ fact: TargetFact) -> Bool {
        let shown = intent.shown
        let isAnother = fact.revision != shown?.revision
        return switch intent.kind {
        case .breakerReset: isAnother && fact.state == "CLOSED" && fact.override == nil
        case .breakerForceOpen: fact.state == "FORCED_OPEN" && (fact.override == id || isAnother)
        case .breakerDisable: fact.state == "DISABLED" && (fact.override == id || isAnother)
        // Trials may be over before anybody looks.
        case .breakerHalfOpen: isAnother && ["HALF_OPEN", "CLOSED", "OPEN"].contains(fact.state)
        case .sagaCompensate: isAnother && fact.isGoingBack
        case .sagaRetry, .sagaResume: isAnother
        case .sagaSkipStep: step.map { fact.steps[$0] == "skipped" } ?? fact.steps.values.contains("skipped")
        case .sagaAbandon: fact.state == "abandoned"
        case .eventsReplay: fact.isRebuilding || fact.generation > (shown?.generation ?? 0) || isAnother
        case .projectionRebuild: fact.generation > (shown?.generation ?? 0)
        case .deadLetterRetry: fact.attempts > (shown?.attempts ?? 0) || isAnother
        // What is broken is not on the screen before: the plan says what was.
        case .chaosSet: plan?.revision.map { fact.revision != $0 } ?? (fact.state != plan?.state)
        case .deadLetterDiscard, .other: false
        }
    }

    private var step: String? { intent.arguments["step"]?.text }

    private func words(_ fact: TargetFact) -> String {
        switch intent.kind {
        case .sagaSkipStep: "\(step ?? "the step") is skipped, \(intent.target) is \(fact.state)"
        case .eventsReplay:
            fact.isRebuilding
                ? "\(intent.target) is taking the events in again"
                : "\(intent.target) has taken the events in again, up to position \(fact.position)"
        case .projectionRebuild: "\(intent.target) is at position \(fact.position)"
        case .deadLetterRetry: "it was tried \(fact.attempts) times"
        case .chaosSet: "broken in \(intent.target): \(fact.state)"
        default: "\(intent.target) is \(fact.state)"
        }
    }
}
