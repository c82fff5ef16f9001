import TerminalUI
import Traces

/// How reading goes: what is missing and why, and the lines that could not be read, with their places.
struct BadLinesView: Widget {
    let state: State
    let layout: TracesLayout

    private var pane: BadLinesPane { state.traces.badLines }
    private var source: SourceStatus { state.observation.traces.source }

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let line = FactLine.text(summary(theme), width: rect.width - 1, theme: theme)
        frame.put(line, at: Point(x: rect.x + 1, y: layout.summary.y), width: rect.width - 1)
        frame.draw(
            TraceNoticesView(notices: TraceNotices(state: state).reading, moreKey: "", wraps: true),
            in: layout.notices.inset(left: 1), theme: theme)
        let table = Table(
            columns: columns, count: pane.lines.count, cursor: pane.cursor,
            emptyText: " \(theme.art.check) every line so far could be read".styled(theme.good)
        ) { index in row(pane.lines[index], theme) }
        frame.draw(table, in: layout.body, theme: theme)
        drawSelected(on: &frame, theme: theme)
    }

    private func summary(_ theme: Theme) -> [StyledText] {
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
        ]
    }

    private var longestName: Int { pane.lines.lazy.map { DisplayWidth.of(Self.name(of: $0)) }.max() ?? 0 }

    private static func name(of line: BadLine) -> String {
        line.path.split(separator: "/").last.map(String.init) ?? line.path
    }

    private var columns: [Column] {
        [
            Column("file", .fixed(min(28, max(8, longestName))), priority: 1),
            Column("at byte", .fixed(14), align: .trailing),
            Column("length", .fixed(8), align: .trailing, priority: 3),
            Column("why", .fill(2), least: 20),
            Column("begins with", .fill(3), priority: 2, least: 16),
        ]
    }

    private func row(_ line: BadLine, _ theme: Theme) -> Table.Row {
        Table.Row([
            Self.name(of: line).styled(theme.text), CountText.grouped(Int(clamping: line.offset)).styled(theme.accent),
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
