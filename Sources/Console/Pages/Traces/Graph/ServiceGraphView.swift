import TerminalUI
import Traces

/// The service graph as text: callers with their callees below, with calls, errors and latency.
struct ServiceGraphView: Widget {
    let state: State
    let layout: TracesLayout

    private var pane: ServiceGraphPane { state.traces.graph }

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let calls = pane.lines.lazy.compactMap { $0.edge?.calls }.reduce(0, +)
        let summary = [
            "who calls whom".styled(theme.accent),
            "\(CountText.of(calls, "call")) between \(CountText.of(services, "service"))".styled(theme.dim),
            "\(theme.art.enter) its traces".styled(theme.dim),
        ]
        let line = FactLine.text(summary, width: rect.width - 1, theme: theme)
        frame.put(line, at: Point(x: rect.x + 1, y: layout.summary.y), width: rect.width - 1)
        let busiest = pane.lines.lazy.compactMap { $0.edge?.calls }.max() ?? 0
        let table = Table(
            columns: columns, count: pane.lines.count, cursor: pane.cursor,
            emptyText: " no calls between services seen yet".styled(theme.dim)
        ) { index in row(pane.lines[index], busiest: busiest, theme) }
        frame.draw(table, in: layout.body, theme: theme)
    }

    private var services: Int {
        Set(
            pane.lines.flatMap { line -> [String] in
                switch line.id {
                case .service(let name): [name]
                case .call(let caller, let callee): [caller, callee]
                }
            }
        ).count
    }

    private var columns: [Column] {
        [
            Column("caller and called", .fill(3), least: 20),
            Column("calls", .fixed(7), align: .trailing),
            Column("", .fixed(barWidth), priority: 5),
            Column("errors", .fixed(8), align: .trailing),
            Column("p50", .fixed(7), align: .trailing),
            Column("p99", .fixed(7), align: .trailing),
        ]
    }

    private var barWidth: Int { layout.body.width < 100 ? 10 : 30 }

    private func row(_ line: ServiceGraphPane.Line, busiest: Int, _ theme: Theme) -> Table.Row {
        switch line.id {
        case .service(let name): return Table.Row([name.styled(theme.accent)])
        case .call(let caller, let callee):
            guard let edge = line.edge else { return Table.Row([]) }
            let isSelf = caller == callee
            let name =
                "\(line.isLast ? theme.art.lastBranch : theme.art.branch)\(theme.art.arrow) ".styled(theme.border)
                + callee.styled(theme.text) + (isSelf ? " itself".styled(theme.dim) : .empty)
            let share = busiest > 0 ? Double(edge.calls) / Double(busiest) : 0
            let bar = String(repeating: theme.art.isASCII ? "=" : "━", count: max(1, Int(share * Double(barWidth))))
            let errors = edge.errors == 0 ? "" : CountText.percent(edge.errors, of: edge.calls)
            let isBad = edge.calls > 0 && Double(edge.errors) / Double(edge.calls) >= 0.05
            return Table.Row([
                name, StyledText(CountText.short(edge.calls)), bar.styled(theme.info),
                errors.styled(isBad ? theme.bad : theme.warning), StyledText(DurationText.short(edge.p50)),
                StyledText(DurationText.short(edge.p99)),
            ])
        }
    }
}
