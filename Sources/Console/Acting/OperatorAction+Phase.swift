import Audit

extension OperatorAction {
    /// What is to be done first.
    var firstStep: ActionStep {
        switch phase {
        case .recording: .record(announcement)
        case .sending: .lookUp(after: 0)
        default: .plan
        }
    }

    var ending: ActionEnding? {
        if case .ended(let ending) = phase { ending } else { nil }
    }

    /// The command has left, or may have, and its end is not known.
    var isPending: Bool {
        switch phase {
        case .sending, .pending: true
        default: false
        }
    }
}
