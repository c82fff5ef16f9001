import TerminalUI
import Traces

/// The table of operations.
struct OperationsView: Widget {
    let state: State
    let layout: TracesLayout

    private var pane: OperationsPane { state.traces.operations }

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let summary = [
            CountText.of(pane.rows.count, "operation").styled(theme.accent),
            "sorted by \(pane.order.title)".styled(theme.dim),
            "\(theme.art.enter) its traces".styled(theme.dim),
        ]
        let line = FactLine.text(summary, width: rect.width - 1, theme: theme)
        frame.put(line, at: Point(x: rect.x + 1, y: layout.summary.y), width: rect.width - 1)
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
            Column("service", .fixed(layout.body.width < 100 ? 10 : 18)),
            Column("calls", .fixed(7), align: .trailing, sort: sort(.calls)),
            Column("errors", .fixed(8), align: .trailing, sort: sort(.errors)),
            Column("p50", .fixed(7), align: .trailing, priority: 4, sort: sort(.p50)),
            Column("p95", .fixed(7), align: .trailing, priority: 3, sort: sort(.p95)),
            Column("p99", .fixed(7), align: .trailing, sort: sort(.p99)),
            Column("last 5 min", .fixed(trendWidth), priority: 6),
        ]
    }

    /// Columns of the trend, of which each stands for as many intervals.
    private var trendWidth: Int { layout.body.width < 100 ? 10 : layout.body.width < 140 ? 20 : 60 }

    private func row(_ operation: OperationStatistics, _ theme: Theme) -> Table.Row {
        let errors = operation.errors == 0 ? "" : CountText.percent(operation.errors, of: operation.calls)
        return Table.Row([
            (operation.id.name.isEmpty ? "(no name)" : operation.id.name).styled(theme.accent),
            operation.id.service.styled(theme.text),
            StyledText(CountText.short(operation.calls)),
            errors.styled(operation.errorShare >= 0.05 ? theme.bad : theme.warning),
            DurationText.short(operation.p50).styled(theme.text),
            DurationText.short(operation.p95).styled(theme.text),
            DurationText.short(operation.p99).styled(theme.text),
            trend(operation).text(width: trendWidth, art: theme.art).styled(theme.info),
        ])
    }

    private func trend(_ operation: OperationStatistics) -> Sparkline {
        let together = max(1, operation.trend.count / trendWidth)
        let sums = stride(from: 0, to: operation.trend.count, by: together).map { from in
            Double(operation.trend[from..<min(from + together, operation.trend.count)].reduce(0, +))
        }
        // The last interval is still being filled: alone it would always look like a fall.
        return Sparkline(together == 1 ? Array(sums.dropLast()) : sums)
    }
}
