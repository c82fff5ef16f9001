import TerminalUI
import Traces

/// The table of operations.
struct OperationsView: Widget {
    let state: State
    let layout: TracesLayout

    private var pane: OperationsPane { state.traces.operations }

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let dot = " \(theme.art.dotSeparator) ".styled(theme.border)
        let summary = [
            CountText.of(pane.rows.count, "operation").styled(theme.accent),
            "of \(CountText.of(state.observation.traces.totals.spans, "span")) in memory".styled(theme.dim),
            "sorted by \(pane.order.title)".styled(theme.dim),
            "\(theme.art.enter) its traces".styled(theme.dim),
        ].joined(separator: dot)
        frame.put(summary, at: Point(x: rect.x + 1, y: layout.summary.y), width: rect.width - 1)
        let table = Table(
            columns: columns, count: pane.rows.count, cursor: pane.cursor, scroll: pane.scroll,
            emptyText: " counting; operations appear as spans end".styled(theme.dim)
        ) { index in row(pane.rows[index], theme) }
        frame.draw(table, in: layout.body, theme: theme)
    }

    private var columns: [Column] {
        let order = pane.order
        func sort(_ column: OperationsPane.Order) -> Column.Sort? {
            order == column ? (column == .name ? .ascending : .descending) : nil
        }
        return [
            Column("operation", .fill(3), least: 16, sort: sort(.name)),
            Column("service", .max(20), least: 8),
            Column("calls", .fixed(7), align: .trailing, sort: sort(.calls)),
            Column("errors", .fixed(8), align: .trailing, sort: sort(.errors)),
            Column("p50", .fixed(7), align: .trailing, priority: 4, sort: sort(.p50)),
            Column("p95", .fixed(7), align: .trailing, priority: 3, sort: sort(.p95)),
            Column("p99", .fixed(7), align: .trailing, sort: sort(.p99)),
            Column("last 5 min", .fill(2), priority: 6, least: 12),
        ]
    }

    private func row(_ operation: OperationStatistics, _ theme: Theme) -> Table.Row {
        let errors = operation.errors == 0 ? "" : CountText.percent(operation.errors, of: operation.calls)
        // The last interval is still being filled: it would always look like a fall.
        let trend = Sparkline(operation.trend.dropLast().map { Double($0) })
        return Table.Row([
            (operation.id.name.isEmpty ? "(no name)" : operation.id.name).styled(theme.accent),
            operation.id.service.styled(theme.text),
            StyledText(CountText.short(operation.calls)),
            errors.styled(operation.errorShare >= 0.05 ? theme.bad : theme.warning),
            DurationText.short(operation.p50).styled(theme.text),
            DurationText.short(operation.p95).styled(theme.text),
            DurationText.short(operation.p99).styled(theme.text),
            trend.text(width: 59, art: theme.art).styled(theme.info),
        ])
    }
}
