import Foundation
import TerminalUI
import Traces

/// One trace: its waterfall, and beside it a span's detail or the comparison with the usual.
struct OpenTraceView: Widget {
    let state: State
    let open: OpenTrace
    let layout: TracesLayout

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let line = FactLine.text(summary(theme), width: rect.width - 1, theme: theme)
        frame.put(line, at: Point(x: rect.x + 1, y: layout.summary.y), width: rect.width - 1)
        frame.draw(
            TraceNoticesView(notices: OpenTraceNotices(state: state).lines, moreKey: ""),
            in: layout.notices.inset(left: 1), theme: theme)
        if !layout.body.isEmpty {
            if let tree = open.tree {
                frame.draw(WaterfallView(state: state, open: open, tree: tree), in: layout.body, theme: theme)
            } else {
                frame.put(waiting, at: Point(x: layout.body.x + 1, y: layout.body.y + 1), style: theme.dim)
            }
        }
        drawPane(on: &frame, theme: theme)
    }

    private var waiting: String {
        state.observation.traces.asked == open.id
            ? "this trace is not in memory: it was never read, or its place was needed; Esc leads back"
            : "opening"
    }

    // MARK: The line above

    private func summary(_ theme: Theme) -> [StyledText] {
        guard let tree = open.tree, let root = tree.nodes.first else {
            return ["trace \(open.id)".styled(theme.accent)]
        }
        var facts: [StyledText] = []
        let service = root.service.isEmpty ? "" : "  \(root.service)"
        facts.append(root.title.styled(theme.accent) + service.styled(theme.dim))
        let running = open.shape.count(of: .running)
        facts.append(DurationText.short(tree.duration).styled(theme.text))
        if tree.errorCount > 0 {
            facts.append("\(theme.art.cross) \(CountText.of(tree.errorCount, "error"))".styled(theme.bad))
        }
        if running > 0 {
            facts.append("\(theme.art.play) \(CountText.grouped(running)) running".styled(theme.info))
        }
        facts.append(CountText.of(tree.spanCount, "span").styled(theme.dim))
        facts.append(CountText.of(tree.services.count, "service").styled(theme.dim))
        facts.append("at \(state.options.clock.moment(tree.start.date, now: state.now))".styled(theme.dim))
        facts.append(open.id.description.styled(theme.dim))
        return facts
    }

    // MARK: The pane

    private func drawPane(on frame: inout Frame, theme: Theme) {
        guard let pane = open.pane, !layout.pane.isEmpty else { return }
        let isFocused = open.isPaneFocused || layout.isPaneInstead
        let style = isFocused ? theme.accent : theme.border
        var rect = layout.pane
        let title: StyledText
        let content: DetailTextPane
        switch pane {
        case .detail:
            title = "span".styled(theme.title)
            content = open.detail.text
        case .comparison:
            title = "against the usual".styled(theme.title)
            content = open.comparison.text
        }
        if layout.line.width == 1 {
            for y in layout.line.rows { frame.put(theme.art.vertical, at: Point(x: layout.line.x, y: y), style: style) }
            frame.rule(title, in: rect.row(0), style: style)
            rect = rect.inset(top: 1)
        } else if layout.line.isEmpty {
            frame.rule(title, in: rect.row(0), style: style)
            rect = rect.inset(top: 1)
        } else {
            frame.rule(title, in: layout.line, style: style)
        }
        frame.draw(DetailTextView(pane: content, isFocused: isFocused), in: rect.inset(left: 1), theme: theme)
    }
}
