import Foundation
import Traces

/// What stands beside the tree follows the log: a span that ends, gets log records or is written again, and a usual that
/// changes, are asked for anew. What was there stays on screen until the answer is.
extension State {
    /// A detail is asked for again so often at most when only something else of its trace has changed.
    private static let detailPause: TimeInterval = 1
    /// A comparison looks at hundreds of traces.
    private static let comparisonPause: TimeInterval = 2

    mutating func renewTracePane() -> [Effect] {
        guard page == .traces, traces.view == .traces, held == nil, let open = traces.open, let tree = open.tree,
            !open.hasLeftMemory
        else { return [] }
        switch open.pane {
        case .detail: return renewDetail(open, tree)
        case .comparison: return renewComparison(open)
        case nil: return []
        }
    }

    private mutating func renewDetail(_ open: OpenTrace, _ tree: SpanTree) -> [Effect] {
        guard let place = open.detailPlace, !tree.nodes[place].isMissing, open.detail.answer != .loading,
            let asked = open.detail.asked, asked.revision != tree.revision
        else { return [] }
        let node = tree.nodes[place]
        guard SpanDetailPane.Asked.differs(node, from: asked.node) || isOver(Self.detailPause, since: asked.at) else {
            return []
        }
        let asking = SpanDetailPane.Asked(node: node, revision: tree.revision, at: now)
        traces.open?.detail.asked = asking
        return [.loadSpan(open.id, node.id)]
    }

    private mutating func renewComparison(_ open: OpenTrace) -> [Effect] {
        let comparison = open.comparison
        guard comparison.outcome != nil, !comparison.isAsked, isOver(Self.comparisonPause, since: comparison.askedAt),
            comparison.revision != observation.traces.revision
        else { return [] }
        return askForComparison(open.id)
    }

    /// Asks how the open trace stands beside its usual now.
    mutating func askForComparison(_ trace: TraceID) -> [Effect] {
        let revision = observation.traces.revision
        let moment = now
        traces.open?.comparison.isAsked = true
        traces.open?.comparison.askedAt = moment
        traces.open?.comparison.revision = revision
        return [.compareTrace(trace)]
    }

    private func isOver(_ pause: TimeInterval, since moment: Date) -> Bool {
        // A clock that was set back is no reason to wait.
        abs(now.timeIntervalSince(moment)) >= pause
    }
}
