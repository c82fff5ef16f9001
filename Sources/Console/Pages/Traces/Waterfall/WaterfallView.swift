import TerminalUI
import Traces

/// The spans of a trace as a tree with bars on one time axis. Only the rows on screen are looked at.
struct WaterfallView: Widget {
    let state: State
    let open: OpenTrace
    let tree: SpanTree

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        guard rect.height > 0 else { return }
        let overflows = open.rows.count > rect.height - 1
        let room = overflows ? rect.inset(right: 1) : rect
        let axis = open.axis
        let columns = WaterfallColumns(in: room.row(0), hasUsual: !state.traces.usual.isEmpty)
        let ticks = axis.ticks(columns: columns.bar.width, from: tree.start)
        drawHeader(columns, ticks, in: room.row(0), on: &frame, theme: theme)
        let body = rect.inset(top: 1)
        for line in 0..<body.height {
            let row = open.cursor.top + line
            guard row < open.rows.count else { break }
            let place = Rect(x: room.x, y: body.y + line, width: room.width, height: 1)
            let view = WaterfallRow(
                state: state, open: open, tree: tree, place: open.rows[row], axis: axis, ticks: ticks)
            frame.draw(view, in: place, theme: theme)
            if row == open.cursor.row {
                let isFocused = !(open.isPaneFocused && open.pane != nil)
                frame.restyle(place) { theme.select($0, strongly: isFocused) }
            }
        }
        if overflows {
            let bar = ScrollBar(count: open.rows.count, top: open.cursor.top, height: body.height)
            frame.draw(bar, in: Rect(x: body.maxX - 1, y: body.y, width: 1, height: body.height), theme: theme)
        }
    }

    private func drawHeader(
        _ columns: WaterfallColumns, _ ticks: [TimeAxis.Tick], in rect: Rect, on frame: inout Frame, theme: Theme
    ) {
        let style = theme.header
        frame.fill(rect, style: style)
        let legend = theme.art.isASCII ? "  ### critical path" : "  ███ critical path"
        var title = "  span".styled(style)
        if columns.label.width >= 28 { title.append(legend, theme.dim) }
        frame.put(title, at: columns.label.origin, width: columns.label.width, style: style)
        for (title, place) in [
            ("start", columns.start), ("took", columns.took), ("self", columns.own), ("usual", columns.usual),
        ] where place.width > 0 {
            frame.put(title, at: place.origin, width: place.width, style: style, align: .trailing)
        }
        frame.inside(columns.bar) { frame in
            for tick in ticks {
                let room = columns.bar.width - tick.column
                guard DisplayWidth.of(tick.label) + 1 <= room else { continue }
                frame.put(
                    theme.art.isASCII ? "|" : "╷", at: Point(x: tick.column, y: 0), style: theme.border)
                frame.put(tick.label, at: Point(x: tick.column + 1, y: 0), style: style)
            }
        }
    }
}
