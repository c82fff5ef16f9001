import Audit
import Foundation

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

    /// Sent, and for so long without any answer that nobody should wait on for it: whether it was done is not known. The
    /// audit log keeps it open, and the next console looks it up.
    func isInDoubt(now: Date) -> Bool {
        guard case .sending(let since, _) = phase, !isLookUp else { return false }
        return now.timeIntervalSince(since) >= 2 * Self.patience
    }
}
