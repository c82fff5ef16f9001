import Audit
import Foundation
import TerminalUI

/// An action of the audit log in words.
struct AuditWords {
    private let action: AuditAction

    init(_ action: AuditAction) { self.action = action }

    /// What became of it: one word.
    var result: String {
        guard let result = action.result else { return "open" }
        return result.state == .succeeded ? "done" : result.state.rawValue.replacing("_", with: " ")
    }

    /// Whether the effect was seen: one word, empty where there was none to see.
    var seen: String {
        if let observation = action.observation { return observation.verified ? "seen" : "not seen" }
        return action.result?.state == .succeeded
            ? (action.result?.lookedUp == true ? "looked up" : "not seen yet") : ""
    }

    func style(_ theme: Theme) -> Style {
        switch action.result?.state {
        case nil: theme.warning
        case .succeeded: action.observation?.verified == false ? theme.warning : theme.good
        case .failed: theme.bad
        default: theme.dim
        }
    }

    func sign(_ art: LineArt) -> String {
        switch action.result?.state {
        case nil: art.question
        case .succeeded: action.observation?.verified == false ? art.triangle : art.check
        case .failed: art.cross
        default: "-"
        }
    }

    /// The newest sentence about it.
    var sentence: String {
        if let observation = action.observation { return observation.sentence }
        if let result = action.result { return result.sentence }
        return "announced, and what became of it is not on record (yet)"
    }

    /// All that a filter looks in, in lower case.
    var haystack: String {
        let intent = action.intent
        return [
            action.who, intent.kind, intent.service, intent.target, intent.reason, result, seen, sentence, action.id,
            action.bulk ?? "",
        ].joined(separator: " ").lowercased()
    }

    /// All of it in one line, for a chat or a ticket.
    func line(clock: ClockText, now: Date) -> String {
        let intent = action.intent
        let seen = seen.isEmpty ? "" : ", \(seen)"
        return "\(clock.moment(action.at, now: now)) \(action.who) \(intent.kind) \(intent.target) of \(intent.service)"
            + " (\(intent.reason)): \(result)\(seen): \(sentence)"
    }
}
