import TerminalUI
import Traces

/// Which spans of the open trace are slower than 99 of 100 calls of their operation, which failed where that is rare, and
/// which operations were seen in no other trace.
struct ComparisonText {
    let state: State
    let tree: SpanTree

    private var theme: Theme { state.theme }
    private var operations: OperationsPane { state.traces.operations }

    var lines: [DetailLine] {
        guard !operations.usual.isEmpty else {
            return [
                DetailLine("counting what is usual; it appears here when every span has been counted".styled(theme.dim))
            ]
        }
        return root + slower + new
    }

    private var root: [DetailLine] {
        guard let root = tree.nodes.first else { return [] }
        var lines = [DetailLine(root.title.styled(theme.accent))]
        if let usual = operations.usual(of: root) {
            lines.append(DetailLine(usual.sentence.styled(usual.isSlow ? theme.warning : theme.text)))
        } else {
            lines.append(
                DetailLine(
                    "its operation was seen fewer than \(UsualOfSpan.leastCalls) times: nothing is usual yet"
                        .styled(theme.dim)))
        }
        return lines
    }

    private var slower: [DetailLine] {
        let slow = tree.nodes.compactMap { node in
            operations.usual(of: node).flatMap { $0.isSlow ? (node: node, usual: $0) : nil }
        }
        var lines = [DetailLine("Slower than their p99".styled(theme.title))]
        guard !slow.isEmpty else {
            return lines + [DetailLine("\(theme.art.check) none".styled(theme.good), indent: 2)]
        }
        // The one that cost most first.
        let byCost = slow.sorted {
            $0.usual.took - $0.usual.operation.p50 > $1.usual.took - $1.usual.operation.p50
        }
        for (node, usual) in byCost.prefix(Self.most) {
            lines.append(
                DetailLine(
                    node.title.styled(theme.accent) + "  \(node.service)".styled(theme.dim), indent: 2,
                    copy: "\(node.title): \(usual.sentence)", target: .node(node.id)))
            lines.append(
                DetailLine(usual.sentence.styled(theme.warning), indent: 4, target: .node(node.id)))
        }
        return lines + more(slow.count)
    }

    private var new: [DetailLine] {
        var here: [OperationStatistics.ID: (count: Int, node: SpanTreeNode)] = [:]
        for node in tree.nodes where !node.isMissing {
            let id = OperationStatistics.ID(service: node.service, name: node.name)
            here[id] = ((here[id]?.count ?? 0) + 1, here[id]?.node ?? node)
        }
        let new = here.filter { id, spans in (operations.usual[id]?.calls ?? 0) <= spans.count }
            .sorted { $0.value.node.start < $1.value.node.start }
        var lines = [DetailLine("In no other trace".styled(theme.title))]
        guard !new.isEmpty else {
            return lines + [DetailLine("\(theme.art.check) none".styled(theme.good), indent: 2)]
        }
        for (id, spans) in new.prefix(Self.most) {
            lines.append(
                DetailLine(
                    spans.node.title.styled(theme.accent) + "  \(id.service)".styled(theme.dim), indent: 2,
                    target: .node(spans.node.id)))
        }
        return lines + more(new.count)
    }

    private static let most = 100

    private func more(_ count: Int) -> [DetailLine] {
        guard count > Self.most else { return [] }
        return [DetailLine("and \(CountText.grouped(count - Self.most)) more".styled(theme.dim), indent: 2)]
    }
}
