import TerminalUI
import Traces

/// How reading goes: what is missing and why, and the lines that could not be read, with their places.
struct BadLinesView: Widget {
    let state: State
    let layout: TracesLayout

    private var pane: BadLinesPane { state.traces.badLines }
    private var source: SourceStatus { state.observation.traces.source }

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        frame.put(summary(theme), at: Point(x: rect.x + 1, y: layout.summary.y), width: rect.width - 1)
        frame.draw(
            TraceNoticesView(notices: TraceNotices(state: state).all.map(Self.whole), moreKey: "v goes on"),
            in: layout.notices.inset(left: 1), theme: theme)
        let table = Table(
            columns: columns, count: pane.lines.count, cursor: pane.cursor,
            emptyText: " \(theme.art.check) every line so far could be read".styled(theme.good)
        ) { index in row(pane.lines[index], theme) }
        frame.draw(table, in: layout.body, theme: theme)
        drawSelected(on: &frame, theme: theme)
    }

    /// Here nothing more can be shown elsewhere.
    private static func whole(_ notice: TraceNotice) -> TraceNotice {
        var notice = notice
        notice.hasMore = false
        return notice
    }

    private func summary(_ theme: Theme) -> StyledText {
        let dot = " \(theme.art.dotSeparator) ".styled(theme.border)
        let totals = state.observation.traces.totals
        let followed = source.files.count { $0.state == .following }
        let shown =
            source.badLineCount > pane.lines.count
            ? "the last \(CountText.grouped(pane.lines.count)) of \(CountText.of(source.badLineCount, "bad line"))"
            : CountText.of(source.badLineCount, "bad line")
        return [
            shown.styled(source.badLineCount > 0 ? theme.warning : theme.accent),
            "\(CountText.of(totals.lines, "line")), \(CountText.bytes(Int(clamping: totals.bytes))) read"
                .styled(theme.dim),
            "\(CountText.of(source.files.count, "file")), \(CountText.grouped(followed)) followed".styled(theme.dim),
        ].joined(separator: dot)
    }

    private var columns: [Column] {
        [
            Column("file", .max(28), priority: 1, least: 12),
            Column("at byte", .fixed(14), align: .trailing),
            Column("length", .fixed(8), align: .trailing, priority: 3),
            Column("why", .fill(2), least: 20),
            Column("begins with", .fill(3), priority: 2, least: 16),
        ]
    }

    private func row(_ line: BadLine, _ theme: Theme) -> Table.Row {
        let name = line.path.split(separator: "/").last.map(String.init) ?? line.path
        return Table.Row([
            name.styled(theme.text), CountText.grouped(Int(clamping: line.offset)).styled(theme.accent),
            CountText.bytes(Int(clamping: line.length)).styled(theme.dim), line.reason.sentence.styled(theme.warning),
            line.excerpt.styled(theme.dim),
        ])
    }

    private func drawSelected(on frame: inout Frame, theme: Theme) {
        guard !layout.pane.isEmpty, let line = pane.selected else { return }
        frame.rule("line".styled(theme.title), in: layout.line, style: theme.border)
        var lines = ["\(line.path) at byte \(CountText.grouped(Int(clamping: line.offset)))".styled(theme.accent)]
        let detail = line.detail.isEmpty ? "" : ": \(line.detail)"
        lines.append("\(line.reason.sentence)\(detail)".styled(theme.warning))
        lines.append(line.excerpt.styled(theme.text))
        frame.draw(TextPane(lines), in: layout.pane.inset(left: 1), theme: theme)
    }
}
