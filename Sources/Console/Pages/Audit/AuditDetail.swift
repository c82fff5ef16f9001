import Audit
import Foundation
import TerminalUI

/// One action with everything that the log says of it.
struct AuditDetail {
    let action: AuditAction
    let state: State
    let theme: Theme
    /// Columns that a line may take.
    let width: Int

    func title() -> StyledText {
        action.intent.kind.styled(theme.title) + " on \(action.intent.target)".styled(theme.dim)
    }

    func lines() -> [StyledText] {
        var text = DetailText(theme: theme, width: width)
        addOutcome(to: &text)
        addIntent(to: &text)
        addPlan(to: &text)
        addEntries(to: &text)
        return text.lines
    }

    private func addOutcome(to text: inout DetailText) {
        let words = AuditWords(action)
        let seen = words.seen.isEmpty ? "" : ", \(words.seen)"
        text.line("\(words.sign(theme.art)) \(words.result)\(seen)".styled(words.style(theme)))
        text.sentence(StyledText(words.sentence), indent: 2)
    }

    private func addIntent(to text: inout DetailText) {
        let intent = action.intent
        text.heading("What was wanted")
        text.fact("who", StyledText("\(action.who) on \(action.host), process \(action.process)"))
        text.fact("why", StyledText(intent.reason))
        text.fact("what", StyledText("\(intent.kind) on \(intent.target)"))
        text.fact("service", StyledText(intent.service + (intent.instance.isEmpty ? "" : " \(intent.instance)")))
        for (name, value) in intent.arguments.sorted(by: { $0.key < $1.key }) {
            text.fact(name, StyledText(value))
        }
        if let revision = intent.revision { text.fact("revision seen", StyledText(revision)) }
        text.fact("command", action.id.styled(theme.dim))
        if let bulk = action.bulk { text.fact("one of many", bulk.styled(theme.dim)) }
    }

    private func addPlan(to text: inout DetailText) {
        guard let plan = action.plan else { return }
        text.heading("What was planned", "hash \(plan.hash.prefix(12))".styled(theme.dim))
        for effect in plan.effects { text.sentence(StyledText("- \(effect)"), indent: 1) }
        let more = plan.count - plan.effects.count
        if more > 0 { text.line(" and \(CountText.grouped(more)) more".styled(theme.dim)) }
    }

    private func addEntries(to text: inout DetailText) {
        text.heading("Entries", "number, time, hash".styled(theme.dim))
        for line in state.audit.reading.lines where line.entry.action == action.id {
            text.row(
                [
                    (DetailText.trailing("\(line.link.number)".styled(theme.dim), in: 6), 6),
                    (state.options.clock.millisecond(line.entry.at).styled(theme.dim), 12),
                    (StyledText(line.entry.fact.word), 12),
                ], last: String(line.link.hash.description.prefix(12)).styled(theme.dim))
        }
    }
}
