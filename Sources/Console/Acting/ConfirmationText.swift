import Foundation
import Operations
import TerminalUI

/// What stands in the question before an action: the target's name, each effect, what else is touched.
struct ConfirmationText {
    let action: OperatorAction
    var many: ManyIntents?
    let state: State

    var title: StyledText {
        guard let many else { return StyledText(action.intent.title) }
        return StyledText("\(action.intent.kind.verb) \(CountText.of(many.intents.count, noun))")
    }

    private var noun: String { action.intent.kind.targetKind.rawValue }

    /// So many things are not touched by a slip of a finger: their number is typed.
    var wordToType: String {
        let count = max(many?.intents.count ?? 0, action.plan?.total ?? 0)
        return count > BulkPolicy().typedAbove ? String(count) : ""
    }

    var lines: [StyledText] {
        let intent = action.intent
        let theme = state.theme
        var lines: [StyledText] = [
            "\(intent.kind.rawValue) on \(intent.target)".styled(theme.accent)
                + " of \(intent.service)".styled(theme.dim),
            StyledText(intent.kind.meaning),
        ]
        if let expiresIn = intent.expiresIn {
            lines.append("ends by itself after \(DurationText.setting(expiresIn))".styled(theme.info))
        }
        if !intent.kind.canBeTakenBack { lines.append("cannot be taken back".styled(theme.warning)) }
        lines += manyLines(theme)
        lines += section(
            many == nil ? "What it does" : "What it does to the first one", effects,
            nothing: "nothing: it is so already", theme)
        lines += section(
            "What else it touches", action.touches, nothing: "nothing that the last minutes of traces show", theme)
        if let shown = intent.shown {
            let age = DurationText.age(seconds: shown.age(at: state.now))
            lines.append(.empty)
            lines.append(
                "seen \(shown.state) \(age) ago; if it changes first, nothing is done".styled(theme.dim))
        }
        return lines
    }

    /// How many go together, and how carefully.
    private func manyLines(_ theme: Theme) -> [StyledText] {
        guard let many else { return [] }
        let policy = BulkPolicy()
        let share = CountText.percent(policy.highestFailureShare * 100)
        var lines = [
            .empty, "\(CountText.of(many.intents.count, noun)), one after the other".styled(theme.title),
            StyledText(" \(action.intent.target) goes alone first; when its effect was seen, the others follow,"),
            StyledText(" faster and faster; it stops by itself when more than \(share) of the last are not done"),
        ]
        if many.refused > 0 {
            lines.append(
                " \(CountText.of(many.refused, "marked one")) left out: stale or not reported".styled(theme.warning))
        }
        return lines
    }

    private var effects: [String] {
        guard let plan = action.plan else { return [] }
        let rest = plan.kind.rest(listed: plan.effects.count, of: plan.total)
        return plan.effects.map(\.sentence) + (rest.map { [$0] } ?? [])
    }

    private func section(_ title: String, _ items: [String], nothing: String, _ theme: Theme) -> [StyledText] {
        let count = items.count > 1 ? " (\(CountText.grouped(items.count)))" : ""
        let lines = items.map { StyledText(" \(theme.art.isASCII ? "-" : "•") \($0)") }
        return [.empty, "\(title)\(count)".styled(theme.title)]
            + (lines.isEmpty ? [" \(nothing)".styled(theme.dim)] : lines)
    }
}
