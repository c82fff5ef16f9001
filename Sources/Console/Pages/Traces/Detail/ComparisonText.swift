import TerminalUI
import Traces

/// Which spans of the open trace are slower than 99 of 100 calls of their operation, what it lacks that others like it
/// have, and what it has that none of them has.
struct ComparisonText {
    let state: State
    let tree: SpanTree
    let outcome: TraceComparisonResult.Outcome?

    /// Lines of each part that are shown.
    private static let most = 100

    private var theme: Theme { state.theme }

    var lines: [DetailLine] {
        switch outcome {
        case nil: return [DetailLine("comparing".styled(theme.dim))]
        case .failed(let sentence):
            return [DetailLine("\(theme.art.exclamation) \(sentence)".styled(theme.warning), copy: sentence)]
        case .comparison(let comparison):
            let others = comparison.sampleCount
            return root(comparison)
                + part("Slower than their p99", comparison.slower.count, comparison.slower.flatMap(slow))
                + part(
                    "Missing: most of the others have it", comparison.missing.count,
                    comparison.missing.map { operation($0, isHere: false) }, unless: others == 0)
                + part(
                    "New: none of the others has it", comparison.new.count,
                    comparison.new.map { operation($0, isHere: true) }, unless: others == 0)
        }
    }

    private func root(_ comparison: TraceComparison) -> [DetailLine] {
        var lines = [
            DetailLine(comparison.root.name.styled(theme.accent) + "  \(comparison.root.service)".styled(theme.dim))
        ]
        if let node = tree.nodes.first, let usual = state.traces.usual(of: node) {
            lines.append(DetailLine(usual.sentence.styled(usual.isSlow ? theme.warning : theme.text)))
        }
        let others = comparison.sampleCount
        let basis =
            others == 0
            ? "no other trace in memory begins like it: only single spans are compared"
            : "beside the last \(CountText.of(others, "other trace")) that begin like it"
        lines.append(DetailLine(basis.styled(theme.dim)))
        return lines
    }

    private func part(
        _ title: String, _ count: Int, _ lines: [DetailLine], unless isUnknown: Bool = false
    ) -> [DetailLine] {
        if isUnknown { return [] }
        let heading = DetailLine(title.styled(theme.title))
        guard count > 0 else { return [heading, DetailLine("\(theme.art.check) none".styled(theme.good), indent: 2)] }
        let shown = lines.prefix(2 * Self.most)
        let rest = lines.count > shown.count ? [DetailLine("and more, not shown".styled(theme.dim), indent: 2)] : []
        return [heading] + shown + rest
    }

    private func slow(_ span: TraceComparison.SlowSpan) -> [DetailLine] {
        let sentence = UsualOfSpan.sentence(took: span.duration, usual: span.usual.p50)
        return [
            DetailLine(
                span.operation.name.styled(theme.accent) + "  \(span.operation.service)".styled(theme.dim), indent: 2,
                copy: "\(span.operation.name): \(sentence)", target: .node(span.span)),
            DetailLine(sentence.styled(theme.warning), indent: 4, target: .node(span.span)),
        ]
    }

    private func operation(_ id: OperationStatistics.ID, isHere: Bool) -> DetailLine {
        let node = isHere ? tree.nodes.first { $0.name == id.name && $0.service == id.service } : nil
        return DetailLine(
            id.name.styled(theme.accent) + "  \(id.service)".styled(theme.dim), indent: 2,
            target: node.map { .node($0.id) })
    }
}
