import Foundation
import Operations
import TerminalUI

/// The line above the footer while something is under way: what, how far, how fast, how long still.
struct UnderWayView: Widget {
    let state: State

    /// Whether there is anything to say.
    static func isShown(in state: State) -> Bool {
        state.currentRun.map { !$0.isOver || !$0.failed.isEmpty } ?? false || state.longest != nil
    }

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        guard !rect.isEmpty else { return }
        frame.fill(rect, style: theme.bar)
        frame.put(text(theme, width: rect.width), at: rect.origin, width: rect.width, style: theme.bar)
    }

    private func text(_ theme: Theme, width: Int) -> StyledText {
        if let run = state.currentRun, !run.isOver || !run.failed.isEmpty { return text(run, theme, width) }
        guard let action = state.longest else { return .empty }
        return text(action, theme, width)
    }

    private func text(_ run: BulkRun, _ theme: Theme, _ width: Int) -> StyledText {
        let words = BulkText(run, now: state.now)
        let keys = run.isOver ? "" : keys(isStopped: Self.isStopped(run))
        return " \(words.title) ".styled(theme.title)
            + bar(done: run.done, of: run.count, width: max(8, min(30, width / 5)), theme)
            + " \(words.counts)".styled(run.failed.isEmpty ? theme.text : theme.warning)
            + "  \(words.phase)".styled(style(run, theme)) + keys.styled(theme.key)
    }

    private func text(_ action: OperatorAction, _ theme: Theme, _ width: Int) -> StyledText {
        var text = " \(action.intent.title) ".styled(theme.title)
        if let progress = action.report?.progress, progress.total > 1 {
            text += bar(done: progress.done, of: progress.total, width: max(8, min(30, width / 5)), theme)
            text += " \(CountText.grouped(progress.done)) of \(CountText.grouped(progress.total))".styled(theme.text)
            if let pace = action.pace(now: state.now) {
                let left = Double(progress.total - progress.done) / pace
                text += "  \(CountText.rate(pace))/s, \(DurationText.age(seconds: left.rounded(.up))) left".styled(
                    theme.text)
            }
        }
        let more = state.acting.actions.values.count { $0.isPending } - 1
        text += "  \(phase(action))".styled(action.trouble == nil ? theme.info : theme.warning)
        if more > 0 { text += "  and \(more) more".styled(theme.dim) }
        let isLong = (action.report?.progress.total ?? 0) > 1
        return isLong ? text + keys(isStopped: action.report?.paused == true).styled(theme.key) : text
    }

    private func phase(_ action: OperatorAction) -> String {
        if let trouble = action.trouble { return "no answer yet: \(trouble)" }
        switch action.phase {
        case .sending: return "sent, not answered yet"
        case .pending:
            if action.report?.paused == true { return "paused" }
            return action.succeededAt == nil
                ? "under way" : "done as \(action.intent.service) says; looking for its effect"
        default: return ""
        }
    }

    private static func isStopped(_ run: BulkRun) -> Bool {
        if case .stopped = run.phase { true } else { false }
    }

    private func keys(isStopped: Bool) -> String { isStopped ? "  P go on  C cancel" : "  P pause  C cancel" }

    private func style(_ run: BulkRun, _ theme: Theme) -> Style {
        switch run.phase {
        case .stopped: theme.bad
        default: run.held == nil ? theme.info : theme.warning
        }
    }

    private func bar(done: Int, of total: Int, width: Int, _ theme: Theme) -> StyledText {
        let full = total > 0 ? min(width, width * done / total) : 0
        let art = theme.art.isASCII ? ("#", ".") : ("█", "░")
        return String(repeating: art.0, count: full).styled(theme.good)
            + String(repeating: art.1, count: width - full).styled(theme.dim)
    }
}
