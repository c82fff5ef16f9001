import TerminalUI

/// How an action's end is told.
struct EndingText {
    private let action: OperatorAction
    private let ending: ActionEnding

    init(_ action: OperatorAction, _ ending: ActionEnding) {
        self.action = action
        self.ending = ending
    }

    private var title: String { action.intent.title }

    /// All of it in one line.
    var line: String {
        switch ending {
        case .withdrawn: "\(title): left"
        case .notPlanned(let problem): "\(title): \(problem.sentence)"
        case .notRecorded(let sentence): "\(title): not sent, \(sentence)"
        case .refused(let sentence): "\(title): refused: \(sentence)"
        case .conflict(let sentence, _): "\(title): nothing was done: \(sentence)"
        case .failed(let sentence): "\(title): failed: \(sentence)"
        case .cancelled(let sentence): "\(title): stopped" + (sentence.isEmpty ? "" : ": \(sentence)")
        case .neverArrived: "\(title): never arrived at \(action.intent.service), nothing was done"
        case .verified(let sentence): "\(title): seen: \(sentence)"
        case .notObserved(let sentence): "\(title): done as \(action.intent.service) says, but \(sentence)"
        case .lookedUp(let sentence):
            "\(title) (sent by an earlier console): done" + (sentence.isEmpty ? "" : ": \(sentence)")
        }
    }

    var tone: ToastMessage.Kind {
        switch ending {
        case .verified, .lookedUp, .withdrawn: .done
        case .refused, .conflict, .notPlanned: .refusal
        default: .failure
        }
    }

    /// What needs to be read in full; `nil` where a line is enough.
    var notice: Notice? {
        switch ending {
        case .conflict(let sentence, let difference):
            Notice(
                title: title,
                lines: ["Nothing was done: \(sentence)."] + difference.map { "  \($0)" }
                    + ["Look at it again; the same key asks for a new plan."])
        case .notPlanned(let problem):
            notice(of: problem)
        case .notRecorded(let sentence):
            Notice(title: title, lines: ["Nothing was sent, because it could not be recorded.", sentence + "."])
        default: nil
        }
    }

    private func notice(of problem: CommandProblem) -> Notice {
        var lines = ["Nothing was done: \(problem.sentence)."]
        if case .conflict(let difference) = problem.kind { lines += difference.map { "  \($0)" } }
        return Notice(title: title, lines: lines)
    }
}
