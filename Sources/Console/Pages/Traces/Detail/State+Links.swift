import TerminalUI
import Traces

extension State {
    /// Goes where the pane's line leads: to a span of this trace, or along a link.
    mutating func openLine() -> [Effect] {
        switch traces.open?.paneText?.selected?.target {
        case .node(let id): return goToNode(id)
        case .link(let trace, let span): return follow(trace, span)
        case nil:
            say("this line leads nowhere; y copies it", .refusal)
            return []
        }
    }

    private mutating func goToNode(_ id: SpanTreeNode.ID) -> [Effect] {
        guard let place = traces.open?.tree?.nodes.firstIndex(where: { $0.id == id }) else { return [] }
        if tracesLayout.isPaneInstead { traces.open?.pane = nil }
        traces.open?.isPaneFocused = false
        return reveal(place)
    }

    /// Follows the link under the pane's cursor, or the only one, or asks which.
    mutating func followLink() -> [Effect] {
        guard let open = traces.open else { return [] }
        if case .link(let trace, let span) = open.paneText?.selected?.target { return follow(trace, span) }
        guard open.pane == .detail, let detail = open.detail.detail, open.detail.node == open.selected?.id else {
            guard open.selected?.notes.contains(.hasLinks) == true else {
                say("this span has no links", .refusal)
                return []
            }
            traces.open?.pane = .detail
            say("its links are being read: f again follows")
            return loadSelectedSpan()
        }
        let links = detail.links.filter { $0.trace != nil }
        guard let first = links.first, let trace = first.trace else {
            say(detail.links.isEmpty ? "this span has no links" : "its links' ids could not be read", .refusal)
            return []
        }
        guard links.count == 1 else { return chooseLink() }
        return follow(trace, first.span)
    }

    /// Moves the pane's cursor to the first link.
    private mutating func chooseLink() -> [Effect] {
        guard let open = traces.open, let text = open.paneText else { return [] }
        let row = text.rows.firstIndex { row in
            if case .link = text.lines[row.line].target { return true } else { return false }
        }
        guard let row else { return [] }
        traces.open?.isPaneFocused = true
        moveInTracePane(.row(row), tracesLayout)
        say("several links: f or Enter follows the one under the cursor")
        return []
    }

    private mutating func follow(_ trace: TraceID, _ span: SpanID?) -> [Effect] {
        guard let open = traces.open else { return [] }
        if trace == open.id {
            return span.map { goToNode(.span($0)) } ?? []
        }
        traces.left.append(open)
        if traces.left.count > 20 { traces.left.removeFirst() }
        return openTrace(trace, at: span)
    }
}
