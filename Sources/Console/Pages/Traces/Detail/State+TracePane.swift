import TerminalUI
import Traces

/// What stands beside the tree: a span's detail, or the trace against its usual.
extension State {
    /// The keys move in the pane rather than in the tree: it has been gone to, or stands in the tree's place.
    var isInTracePane: Bool {
        guard let open = traces.open, open.pane != nil else { return false }
        return open.isPaneFocused || tracesLayout.isPaneInstead
    }

    /// Puts together anew what the pane says.
    mutating func refreshTracePane() {
        guard let open = traces.open else { return }
        switch open.pane {
        case .detail:
            guard let place = open.detailPlace, let node = open.tree?.nodes[place] else { return }
            let lines = SpanDetailText(state: self, open: open, node: node, place: place).lines
            traces.open?.detail.text.set(lines)
        case .comparison:
            guard let tree = open.tree else { return }
            let lines = ComparisonText(state: self, tree: tree, outcome: open.comparison.outcome).lines
            traces.open?.comparison.text.set(lines)
        case nil: break
        }
    }

    /// Takes notice of the pane's size.
    mutating func followTracePane(_ layout: TracesLayout) {
        let size = Self.textSize(layout)
        switch traces.open?.pane {
        case .detail: traces.open?.detail.text.follow(size)
        case .comparison: traces.open?.comparison.text.follow(size)
        case nil: break
        }
    }

    mutating func moveInTracePane(_ move: ListMove, _ layout: TracesLayout) {
        let height = Self.textSize(layout).height
        switch traces.open?.pane {
        case .detail: traces.open?.detail.text.move(move, height: height)
        case .comparison: traces.open?.comparison.text.move(move, height: height)
        case nil: break
        }
    }

    /// Where the pane's text stands; beside the tree and in its place a rule takes the first line.
    private static func textSize(_ layout: TracesLayout) -> Size {
        let hasOwnRule = layout.line.height != 1
        return Size(width: layout.pane.width - 1, height: layout.pane.height - (hasOwnRule ? 1 : 0))
    }

    /// Opens the selected span's detail, moves the keys into it, or goes where its line leads.
    mutating func openInTrace() -> [Effect] {
        guard let open = traces.open, open.selected != nil else { return [] }
        if isInTracePane { return openLine() }
        if open.pane == .detail, open.detail.node == open.selected?.id {
            traces.open?.isPaneFocused = true
            return []
        }
        traces.open?.pane = .detail
        return loadSelectedSpan()
    }

    mutating func switchTracePane() -> [Effect] {
        guard let open = traces.open else { return [] }
        guard open.pane != nil else {
            traces.open?.pane = .detail
            return loadSelectedSpan()
        }
        if tracesLayout.isPaneInstead {
            traces.open?.pane = nil
        } else {
            traces.open?.isPaneFocused.toggle()
        }
        return []
    }

    /// Sets the trace beside its usual, or puts the comparison away.
    mutating func compareTrace() -> [Effect] {
        guard let open = traces.open, open.tree != nil else { return [] }
        traces.open?.isPaneFocused = false
        guard open.pane != .comparison else {
            traces.open?.pane = nil
            return []
        }
        traces.open?.pane = .comparison
        traces.open?.comparison = ComparisonPane()
        refreshTracePane()
        return askForComparison(open.id)
    }

    mutating func traceCompared(_ result: TraceComparisonResult) {
        guard traces.open?.id == result.trace else { return }
        traces.open?.comparison.isAsked = false
        traces.open?.comparison.outcome = result.outcome
        refreshTracePane()
    }

    /// Reads the selected span's detail where the pane shows another one.
    mutating func loadSelectedSpan() -> [Effect] {
        guard let open = traces.open, open.pane == .detail, let node = open.selected else { return [] }
        guard node.id != open.detail.node else {
            refreshTracePane()
            return []
        }
        traces.open?.detail.node = node.id
        traces.open?.detail.text.goToTop()
        defer { refreshTracePane() }
        guard !node.isMissing else { return [] }
        traces.open?.detail.answer = .loading
        traces.open?.detail.asked = SpanDetailPane.Asked(
            node: node, revision: open.tree?.revision ?? 0, at: now)
        return [.loadSpan(open.id, node.id)]
    }

    mutating func spanDetailArrived(_ result: SpanDetailResult) {
        guard let open = traces.open, open.id == result.trace, open.detail.node == result.span else { return }
        switch result.outcome {
        case .detail(let detail): traces.open?.detail.answer = .detail(detail)
        case .failed(let sentence): traces.open?.detail.answer = .failed(sentence)
        }
        refreshTracePane()
    }
}

extension OpenTrace {
    /// The place of the span whose detail is shown.
    var detailPlace: Int? {
        guard let tree, let id = detail.node else { return nil }
        if let place = selectedPlace, tree.nodes[place].id == id { return place }
        return tree.nodes.firstIndex { $0.id == id }
    }

    /// The text that the pane shows.
    var paneText: DetailTextPane? {
        switch pane {
        case .detail: detail.text
        case .comparison: comparison.text
        case nil: nil
        }
    }
}
