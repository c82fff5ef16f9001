import TerminalUI
import Traces

extension State {
    mutating func performOnOperations(_ command: Command) -> [Effect]? {
        switch command {
        case .back: return look(at: .traces)
        case .sort:
            traces.operations.sort(by: traces.operations.order.next)
            return []
        case .left:
            traces.operations.scroll = max(0, traces.operations.scroll - 8)
            return []
        case .right:
            traces.operations.scroll = min(traces.operations.scroll + 8, 80)
            return []
        case .open:
            guard let operation = selectedOperation else { return [] }
            return closeTrace(all: true) + filterTraces(by: TraceFilterText.operation(operation.id)) + look(at: .traces)
        default: return nil
        }
    }

    /// The operation that the cursor is on.
    var selectedOperation: OperationStatistics? {
        let pane = traces.operations
        return pane.rows.indices.contains(pane.cursor.row) ? pane.rows[pane.cursor.row] : nil
    }

    mutating func performOnServiceGraph(_ command: Command) -> [Effect]? {
        switch command {
        case .back: return look(at: .traces)
        case .open:
            guard let service = traces.graph.selected?.service else { return [] }
            return closeTrace(all: true) + filterTraces(by: TraceFilterText.service(service)) + look(at: .traces)
        default: return nil
        }
    }
}
