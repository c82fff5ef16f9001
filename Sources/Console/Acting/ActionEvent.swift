import Audit
import Operations

/// Something that happened to an action.
public enum ActionEvent: Sendable, Equatable {
    /// The service has said what it would do; and what else that touches, a line each.
    case planned(Plan, touches: [String] = [])
    /// The operator leaves it.
    case withdrawn
    /// The operator wants what is under way to stop.
    case cancelRequested
    /// The service has answered a pause, a resumption or a cancellation: its report is news, and nothing else is asked.
    case acknowledged(CommandReport)
    /// What was to be written is on disk.
    case recorded
    /// It is not; why, and what to do.
    case notRecorded(String)
    /// The service has said how the command goes.
    case reported(CommandReport)
    /// It did not take it, or did not answer.
    case problem(CommandProblem)
    /// The service did not take a pause, a resumption or a cancellation; why.
    case notTaken(String)
    /// The target, as it is watched; `nil` where it is not there.
    case seen(TargetFact?)
    /// Time has passed.
    case tick
}

/// What is to be done for an action.
public enum ActionStep: Sendable, Equatable {
    /// Asks the service for the plan.
    case plan
    /// Asks the service, after so many seconds, in which state the target is that is watched in no other way.
    case observe(after: Double)
    /// Appends to the audit log.
    case record([AuditFact])
    /// Sends the command, after so many seconds. The same command again is never a second one.
    case send(after: Double)
    /// Asks how the command goes, after so many seconds.
    case lookUp(after: Double)
    /// Asks the service to stop it.
    case cancel
    /// Asks the service to let it wait, and to let it go on.
    case pause, resume
}

/// How an action has ended.
public enum ActionEnding: Sendable, Equatable {
    /// The operator has left it; nothing was sent.
    case withdrawn
    /// There is no plan; nothing was sent.
    case notPlanned(CommandProblem)
    /// The audit log could not be written; nothing was sent.
    case notRecorded(String)
    /// The service does not do it.
    case refused(String)
    /// The world had moved; nothing was done. What is different, a line each.
    case conflict(String, [String])
    /// The service tried and could not.
    case failed(String)
    /// It was stopped on the way.
    case cancelled(String)
    /// The command never reached the service; nothing was done.
    case neverArrived
    /// Done, and the effect was seen.
    case verified(String)
    /// Done as the service says, and the effect was not seen.
    case notObserved(String)
    /// Sent by an earlier console; the service says that it is done.
    case lookedUp(String)

    /// Everything is as it was wanted.
    var isGood: Bool {
        switch self {
        case .verified, .lookedUp: true
        default: false
        }
    }
}

extension ActionEnding {
    /// Why it was not done, or not seen; the sentence alone.
    var reason: String {
        switch self {
        case .withdrawn: "left"
        case .notPlanned(let problem): problem.sentence
        case .notRecorded(let sentence), .refused(let sentence), .conflict(let sentence, _), .failed(let sentence),
            .cancelled(let sentence), .verified(let sentence), .notObserved(let sentence), .lookedUp(let sentence):
            sentence
        case .neverArrived: "it never arrived"
        }
    }
}
