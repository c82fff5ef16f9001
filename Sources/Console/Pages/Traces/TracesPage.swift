import TerminalUI
import Traces

/// The Traces page's own state: the list, the trace that is open, and the views beside them.
struct TracesPage: Sendable {
    /// What the page shows; `v` goes from one to the next.
    enum View: Int, Sendable, CaseIterable {
        /// The list of traces, or the one that is open.
        case traces
        case operations, serviceGraph, badLines

        /// The view that `v` goes to.
        var next: View { View(rawValue: rawValue + 1) ?? .traces }
    }

    var view = View.traces
    var list = TraceListPane()
    var open: OpenTrace?
    /// Traces that were left by following a link, the last one being where `Esc` leads; at most 20.
    var left: [OpenTrace] = []
    /// What is usual for the operations of the open trace.
    var usual: [OperationStatistics.ID: OperationStatistics] = [:]
    var operations = OperationsPane()
    var graph = ServiceGraphPane()
    var badLines = BadLinesPane()
    /// Operations have been asked for; see `Effect.watchOperations`.
    var isWatchingOperations = false

    /// Operations or their graph are looked at.
    var wantsOperations: Bool { view == .operations || view == .serviceGraph }

    /// What the operation of a span of the open trace usually takes; `nil` where it was seen too rarely to say.
    func usual(of node: SpanTreeNode) -> UsualOfSpan? {
        usual[OperationStatistics.ID(service: node.service, name: node.name)].flatMap { UsualOfSpan(node, in: $0) }
    }
}
