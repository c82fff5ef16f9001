import TerminalUI
import Traces

extension State {
    /// Copies what the cursor is on: a trace's id, a span's id and name, or the line of a pane.
    mutating func copyOnTraces() -> [Effect] {
        let text: String?
        switch traces.view {
        case .traces:
            if let open = traces.open {
                text =
                    isInTracePane
                    ? open.paneText?.selected?.copy : open.selected.map { Self.words(for: $0, in: open.id) }
            } else {
                text = selectedTrace?.id.description
            }
        case .operations:
            text = selectedOperation.map { "\($0.id.service) \($0.id.name)" }
        case .serviceGraph:
            text = traces.graph.selected.map {
                switch $0.id {
                case .service(let name): name
                case .call(let caller, let callee): "\(caller) -> \(callee)"
                }
            }
        case .badLines:
            text = traces.badLines.selected.map {
                "\($0.path) at byte \($0.offset), \($0.reason.sentence)"
                    + ($0.detail.isEmpty ? "" : ": \($0.detail)") + "\n\($0.excerpt)"
            }
        }
        guard let text, !text.isEmpty else { return [] }
        say("copied")
        return [.copy(text)]
    }

    private static func words(for node: SpanTreeNode, in trace: TraceID) -> String {
        switch node.id {
        case .span(let id): "\(id) \(node.name)"
        case .missingParent(let id): id.description
        case .unidentified: "\(trace) \(node.name)"
        }
    }
}
