import TerminalUI

/// The Traces page: the list or the open trace, operations, the service graph, or how reading goes.
struct TracesView: Widget {
    let state: State

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let layout = TracesLayout(of: state, in: rect)
        switch state.traces.view {
        case .traces:
            if let open = state.traces.open {
                frame.draw(OpenTraceView(state: state, open: open, layout: layout), in: rect, theme: theme)
            } else {
                frame.draw(TraceListView(state: state, layout: layout), in: rect, theme: theme)
            }
        case .operations: frame.draw(OperationsView(state: state, layout: layout), in: rect, theme: theme)
        case .serviceGraph: frame.draw(ServiceGraphView(state: state, layout: layout), in: rect, theme: theme)
        case .badLines: frame.draw(BadLinesView(state: state, layout: layout), in: rect, theme: theme)
        }
    }
}
