import Foundation
import TerminalUI
import Traces

/// Searching within the open trace, as one types.
extension State {
    mutating func beginTreeSearch() -> [Effect] {
        guard let open = traces.open else { return [] }
        traces.open?.beforeSearch = OpenTrace.Search(search: open.search, selected: open.selected?.id)
        return openPrompt(.searchTree, text: open.search?.text ?? "")
    }

    /// Marks what has been typed so far, and goes to the first of it from where the search began.
    mutating func typeTreeSearch(_ text: String) -> [Effect] {
        guard let open = traces.open, let tree = open.tree else { return [] }
        let wanted = text.trimmingCharacters(in: .whitespaces)
        guard !wanted.isEmpty else {
            traces.open?.search = nil
            return []
        }
        var search = TreeSearch(wanted)
        search.look(in: tree)
        traces.open?.search = search
        let start = open.beforeSearch?.selected.flatMap { id in tree.nodes.firstIndex { $0.id == id } } ?? 0
        if search.contains(start) { return reveal(start) }
        return search.next(after: start, backwards: false).map { reveal($0) } ?? []
    }

    mutating func submitTreeSearch(_ text: String) -> [Effect]? {
        let effects = typeTreeSearch(text)
        if let search = traces.open?.search, search.found.isEmpty {
            complain("nowhere in this trace", at: 0)
            return nil
        }
        traces.open?.beforeSearch = nil
        return effects
    }

    /// What was searched for before is searched for again, and the cursor goes back.
    mutating func cancelTreeSearch() -> [Effect] {
        guard let open = traces.open, let before = open.beforeSearch else { return [] }
        traces.open?.beforeSearch = nil
        traces.open?.search = before.search
        let place = before.selected.flatMap { id in open.tree?.nodes.firstIndex { $0.id == id } }
        return place.map { reveal($0) } ?? []
    }
}
