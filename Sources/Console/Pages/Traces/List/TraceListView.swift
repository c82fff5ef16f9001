import Foundation
import TerminalUI
import Traces

/// The list of traces under its filter, with what it hides.
struct TraceListView: Widget {
    let state: State
    let layout: TracesLayout

    private var snapshot: TraceSnapshot { state.observation.traces }
    private var list: TraceList { snapshot.list }
    private var pane: TraceListPane { state.traces.list }

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let line = FactLine.text(summary(theme), width: rect.width - 1, theme: theme)
        frame.put(line, at: Point(x: rect.x + 1, y: layout.summary.y), width: rect.width - 1)
        frame.draw(
            TraceNoticesView(notices: TraceNotices(state: state).all, moreKey: "b", wraps: layout.wrapsNotices),
            in: layout.notices.inset(left: 1), theme: theme)
        drawTable(on: &frame, theme: theme)
    }

    // MARK: The line above

    private func summary(_ theme: Theme) -> [StyledText] {
        let filter = list.query.filter
        var parts: [StyledText] = []
        if filter.isEmpty {
            parts.append(CountText.of(list.count, "trace").styled(theme.accent))
        } else {
            parts.append("\(CountText.of(list.count, "trace")) with a matching span".styled(theme.accent))
            parts.append("\(CountText.grouped(list.hiddenCount)) hidden".styled(theme.dim))
        }
        if !filter.isEmpty { parts.append(filter.source.styled(theme.match)) }
        if list.isSearching || pane.query != list.query { parts.append("still searching".styled(theme.info)) }
        parts.append(sortText(theme))
        let newer = pane.newer(in: list)
        if newer > 0 {
            parts.append("\(CountText.grouped(newer)) newer above: g goes there".styled(theme.info))
        }
        return parts
    }

    private func sortText(_ theme: Theme) -> StyledText {
        let sort = pane.query.sort == .failed ? "failed first" : "\(pane.query.sort.rawValue)"
        return "sorted by ".styled(theme.dim) + sort.styled(theme.text)
    }

    // MARK: The table

    private func columns(_ times: TraceTimes) -> [Column] {
        let sort = list.query.sort
        let isWide = layout.body.width >= 100
        return [
            Column("start", .fixed(times.width), sort: sort == .newest ? .descending : nil),
            Column("state", .fixed(9), sort: sort == .failed ? .descending : nil),
            Column("took", .fixed(7), align: .trailing, sort: sort == .slowest ? .descending : nil),
            Column("", .fixed(10), priority: 8),
            Column("trace", .fill(2), least: 14),
            Column("service", isWide ? .max(18) : .fixed(10), priority: 4),
            Column("spans", .fixed(list.query.filter.isEmpty ? 6 : 9), align: .trailing, priority: 5),
            Column("errors", .fixed(6), align: .trailing, priority: 3),
            Column("services", .max(40), priority: 7, least: 8),
            Column("saga", isWide ? .max(20) : .fixed(12), priority: 6, least: 12),
        ]
    }

    private func drawTable(on frame: inout Frame, theme: Theme) {
        let slowest = visibleRows.lazy.map(\.duration).max() ?? .zero
        let times = TraceTimes(
            visibleRows.map(\.start.date), now: state.now, clock: state.options.clock, isWide: layout.body.width >= 100)
        let table = Table(
            columns: columns(times), count: list.count, cursor: pane.cursor, scroll: pane.scroll,
            emptyText: emptyText(theme)
        ) { index in row(list[index], times, slowest: slowest, theme) }
        frame.draw(table, in: layout.body, theme: theme)
    }

    private var visibleRows: [TraceRow] {
        let rows = pane.cursor.top..<max(pane.cursor.top, min(list.count, pane.cursor.top + layout.bodyRows))
        return rows.map { list[$0] }
    }

    private func emptyText(_ theme: Theme) -> StyledText {
        if pane.query != list.query || list.isSearching { return " still searching".styled(theme.dim) }
        if !list.query.filter.isEmpty {
            return " no trace matches; / changes the filter, Esc clears it".styled(theme.dim)
        }
        if snapshot.source.backfillRemaining > 0 { return " reading".styled(theme.dim) }
        return snapshot.source.files.contains { $0.state == .following }
            ? " no span in the log yet; traces appear here as services write them".styled(theme.dim)
            : " no traces yet".styled(theme.dim)
    }

    private func row(_ row: TraceRow, _ times: TraceTimes, slowest: Duration, _ theme: Theme) -> Table.Row {
        let mark = TraceMark(row, now: state.now)
        let hasFailed = row.errorCount > 0
        let share = slowest > .zero ? row.duration.seconds / slowest.seconds : 0
        let spans =
            list.query.filter.isEmpty
            ? CountText.short(row.spanCount) : "\(CountText.short(row.matchedSpans))/\(CountText.short(row.spanCount))"
        return Table.Row([
            times.text(row.start.date).styled(theme.dim),
            mark.text(theme),
            took(row, mark).styled(mark.isRunning ? theme.info : theme.text),
            Self.bar(share, width: 10, theme.art).styled(hasFailed ? theme.bad : theme.info),
            (row.name.isEmpty ? "(no name)" : row.name).styled(hasFailed ? theme.bad : theme.accent),
            row.service.styled(theme.text),
            StyledText(spans),
            (hasFailed ? CountText.short(row.errorCount) : "").styled(theme.bad),
            Self.services(of: row).styled(theme.dim),
            (row.saga ?? "").styled(theme.dim),
        ])
    }

    /// How long it took, or for how long at least it runs.
    private func took(_ row: TraceRow, _ mark: TraceMark) -> String {
        guard mark.isRunning else { return DurationText.short(row.duration) }
        return ">" + DurationText.age(seconds: state.now.timeIntervalSince(row.start.date))
    }

    /// How many, then who.
    private static func services(of row: TraceRow) -> String {
        "\(row.services.count) " + row.services.filter { $0 != row.service }.joined(separator: " ")
    }

    private static func bar(_ share: Double, width: Int, _ art: LineArt) -> String {
        guard share > 0 else { return "" }
        let eighths = max(1, Int((min(1, share) * Double(width * 8)).rounded()))
        let rest = eighths % 8
        return String(repeating: art.full, count: eighths / 8) + (rest > 0 ? art.eighths[rest - 1] : "")
    }
}
