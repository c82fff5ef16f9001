import Foundation
import Operations

/// What a command from the command line has come to. The JSON's keys are stable; new ones may come.
public struct ActionReport: Encodable, Sendable {
    /// One word each.
    public enum State: String, Encodable, Sendable {
        /// Only the plan was asked for.
        case planned
        /// The service has it; what comes of it was not waited for.
        case accepted
        /// Done, and the effect was seen.
        case verified
        /// Done as the service says, and the effect was not seen.
        case notObserved = "not_observed"
        case refused, conflict, failed, cancelled, withdrawn
        /// The command never reached the service.
        case neverArrived = "never_arrived"
        /// The audit log could not be written, so nothing was sent.
        case notRecorded = "not_recorded"
        /// Sent, and no answer came: whether it was done is not known. The next console looks it up.
        case inDoubt = "in_doubt"
        /// Nobody answered, and nothing was sent.
        case unreachable
    }

    /// A plan's part of it.
    public struct Plan: Encodable, Sendable {
        var hash: String
        var total: Int
        /// The first of them.
        var effects: [String]
        /// What else it touches, as the last minutes of traces show; a line each.
        var touches: [String]
    }

    var kind = "fusebox.action"
    var version = 1
    /// The command's id; empty where none was made.
    public internal(set) var id = ""
    var command: String
    var service = ""
    var target: String
    public internal(set) var state: State
    /// What happened, and what would make it possible.
    public internal(set) var sentence: String
    /// A stable word where it was refused.
    var code: String?
    /// What is different from what was seen, a line each.
    public internal(set) var difference: [String] = []
    public internal(set) var plan: Plan?
}

extension ActionReport {
    init(_ action: OperatorAction, now: Date) {
        command = action.intent.kind.rawValue
        target = action.intent.target
        service = action.intent.service
        id = action.id
        plan = action.plan.map {
            Plan(hash: $0.hash, total: $0.total, effects: $0.effects.map(\.sentence), touches: action.touches)
        }
        (state, sentence) = (.accepted, "\(action.intent.service) has it")
        switch action.ending {
        case nil:
            if action.phase == .confirming { (state, sentence) = (.planned, "nothing was done: this is the plan") }
            if action.isInDoubt(now: now) {
                (state, sentence) = (
                    .inDoubt,
                    "\(service) gives no answer; whether it was done is not known. "
                        + "Start fusebox once it answers again: it looks up what became of \(id) and writes it down"
                )
            }
        case .withdrawn: (state, sentence) = (.withdrawn, "left; nothing was sent")
        case .notPlanned(let problem): tell(problem)
        case .notRecorded(let why): (state, sentence) = (.notRecorded, "nothing was sent: \(why)")
        case .refused(let why): (state, sentence) = (.refused, why)
        case .conflict(let why, let lines):
            (state, sentence) = (.conflict, "nothing was done: \(why)")
            difference = lines
        case .failed(let why): (state, sentence) = (.failed, why)
        case .cancelled(let why): (state, sentence) = (.cancelled, why)
        case .neverArrived: (state, sentence) = (.neverArrived, "it never arrived; nothing was done")
        case .verified(let what), .lookedUp(let what): (state, sentence) = (.verified, what)
        case .notObserved(let what): (state, sentence) = (.notObserved, what)
        }
    }

    private mutating func tell(_ problem: CommandProblem) {
        (state, sentence, code) = (.refused, problem.sentence, problem.code)
        switch problem.kind {
        case .noAnswer: state = .unreachable
        case .conflict(let lines): (state, difference) = (.conflict, lines)
        case .refused, .unknownCommand: break
        }
    }

    /// What else a command touches, under a heading.
    static func words(forTouches touches: [String]) -> [String] {
        ["what else it touches:"]
            + (touches.isEmpty ? ["  nothing that the last minutes of traces show"] : touches.map { "  - \($0)" })
    }

    init(_ request: ActionRequest, _ refusal: Refusal) {
        self.init(
            command: request.kind, target: request.target, state: .refused, sentence: refusal.description,
            code: refusal.code)
    }
}

extension ActionReport {
    /// Every effect of its plan on a line of its own, and what else is touched; none without a plan.
    public var planLines: [String] {
        guard let plan else { return [] }
        var lines = plan.effects.map { "  - \($0)" }
        let kind = CommandKind(rawValue: command)
        if let rest = kind.rest(listed: plan.effects.count, of: plan.total) { lines.append("  \(rest)") }
        return lines + ActionReport.words(forTouches: plan.touches)
    }
}
