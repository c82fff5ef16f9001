import TerminalUI
import Traces

/// What is to be said about the open trace as a whole, in one line: what is missing, what was cut, what is searched for.
struct OpenTraceNotices {
    let state: State

    var lines: [TraceNotice] {
        guard let open = state.traces.open, let tree = open.tree else { return [] }
        var parts: [String] = []
        var weight = TraceNotice.Weight.note
        if let search = open.search { parts.append(Self.words(of: search, in: open)) }
        if open.stretched != nil { parts.append("axis stretched: x shows all of it") }
        if open.hasLeftMemory {
            parts.append("has left memory: this is its last known state")
            weight = .warning
        }
        if tree.missingParentCount > 0 {
            parts.append(
                tree.missingParentCount == 1
                    ? "1 parent not seen" : "\(CountText.grouped(tree.missingParentCount)) parents not seen")
            weight = .warning
        }
        if tree.cycleCount > 0 {
            parts.append("\(CountText.of(tree.cycleCount, "cycle")) of parents cut")
            weight = .warning
        }
        for (note, words) in Self.noteWords {
            let count = open.shape.count(of: note)
            guard count > 0 else { continue }
            parts.append("\(CountText.of(count, "span")) \(words)")
            weight = .warning
        }
        return parts.isEmpty ? [] : [TraceNotice(weight, parts.joined(separator: ", "))]
    }

    private static let noteWords: [(SpanTreeNode.Notes, String)] = [
        (.clockSkew, "with clock skew"), (.dropped, "incomplete"), (.badTime, "with bad times"),
        (.duplicate, "seen twice"),
    ]

    private static func words(of search: TreeSearch, in open: OpenTrace) -> String {
        if search.found.isEmpty { return "\"\(search.text)\" is nowhere in this trace" }
        let number = open.selectedPlace.flatMap(search.number(of:))
        let place = number.map { "\(CountText.grouped($0)) of " } ?? ""
        return "\"\(search.text)\": \(place)\(CountText.grouped(search.found.count)), n N go on"
    }
}
