import TerminalUI
import Traces

/// A span in words: what it is, how long it took beside its usual, what went wrong, and everything its line says.
struct SpanDetailText {
    let state: State
    let open: OpenTrace
    let node: SpanTreeNode
    let place: Int

    var theme: Theme { state.theme }

    /// The lines of the pane: what it is, what failed and how long it took come first.
    var lines: [DetailLine] {
        guard !node.isMissing else { return heading + took + times + notes }
        switch open.detail.answer {
        case .loading:
            return heading + took + times + notes + [
                DetailLine("reading its attributes from the log".styled(theme.dim))
            ]
        case .failed(let sentence):
            return heading + took + times + notes + [
                DetailLine("\(theme.art.exclamation) \(sentence)".styled(theme.warning), copy: sentence),
                DetailLine("What is above is still in memory.".styled(theme.dim)),
            ]
        case .detail(let detail):
            let content = SpanDetailContent(detail: detail, start: detail.start ?? node.start, theme: theme)
            return heading + took + content.exceptions + times + notes + content.rest
        }
    }

    private var heading: [DetailLine] {
        var lines = [DetailLine(node.title.styled(theme.accent))]
        guard !node.isMissing else { return lines }
        var facts = [node.service.styled(theme.text)]
        if node.kind != .unspecified { facts.append(node.kind.name.styled(theme.dim)) }
        switch node.status {
        case .error: facts.append("\(theme.art.cross) error".styled(theme.bad))
        case .ok: facts.append("\(theme.art.check) ok".styled(theme.good))
        case .unset: break
        }
        lines.append(DetailLine(facts.joined(separator: " \(theme.art.dotSeparator) ".styled(theme.border))))
        if let message = open.detail.detail?.statusMessage, !message.isEmpty {
            lines.append(DetailLine(message.styled(theme.bad)))
        }
        return lines
    }

    // MARK: Times

    private var took: [DetailLine] {
        let text = node.notes.contains(.running) ? "running: no end in the log yet" : ExactDuration.text(node.duration)
        var lines = [fact("took", text)]
        if let usual = state.traces.usual(of: node) {
            let sentence = usual.sentence.styled(usual.isSlow ? theme.warning : theme.dim)
            let basis =
                "p99 \(DurationText.short(usual.operation.p99)), \(CountText.of(usual.operation.calls, "call"))"
            lines.append(
                DetailLine(
                    [sentence, basis.styled(theme.dim)].joined(
                        separator: " \(theme.art.dotSeparator) ".styled(theme.border)),
                    indent: 8))
        }
        return lines
    }

    private var times: [DetailLine] {
        var lines: [DetailLine] = []
        let offset = node.start.since(open.tree?.start ?? node.start)
        lines.append(
            fact(
                "start",
                "\(state.options.clock.millisecond(node.start.date))  \(offset < .zero ? "" : "+")"
                    + ExactDuration.text(offset)))
        if !node.isMissing { lines.append(fact("self", ExactDuration.text(node.selfTime) + ownShare)) }
        for gap in gaps { lines.append(gap) }
        return lines
    }

    private var ownShare: String {
        guard node.duration > .zero, node.descendantCount > 0 else { return "" }
        return ", \(CountText.percent(node.selfTime.seconds / node.duration.seconds * 100)) of it"
    }

    /// The longest stretches in which it waited for none of its children, at most three.
    private var gaps: [DetailLine] {
        guard let tree = open.tree, node.descendantCount > 0 else { return [] }
        var gaps: [(gap: Int64, child: Int)] = []
        var child = place + 1
        while child <= place + node.descendantCount {
            let gap = open.shape.gap(before: child)
            if gap > 0 { gaps.append((gap, child)) }
            child += 1 + tree.nodes[child].descendantCount
        }
        return gaps.sorted { $0.gap > $1.gap }.prefix(3).map { gap, child in
            let node = tree.nodes[child]
            return DetailLine(
                "gap     ".styled(theme.dim)
                    + StyledText("\(DurationText.short(nanoseconds: gap)) before \(node.title)"),
                target: .node(node.id))
        }
    }

    private func fact(_ key: String, _ value: String) -> DetailLine {
        let gap = String(repeating: " ", count: max(1, 8 - key.count))
        return DetailLine((key + gap).styled(theme.dim) + StyledText(value), copy: value)
    }

    private var notes: [DetailLine] {
        var lines = node.sentences.map { DetailLine("\(theme.art.exclamation) \($0)".styled(theme.warning), copy: $0) }
        if node.notes.contains(.critical) {
            lines.append(
                DetailLine("on the critical path: had it been faster, the trace had been faster".styled(theme.dim)))
        }
        return lines
    }
}
