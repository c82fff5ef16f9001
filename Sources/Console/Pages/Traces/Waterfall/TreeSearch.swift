import Traces

/// What is searched for within the open trace, and where it was found.
struct TreeSearch: Sendable {
    let text: String
    /// Places in the tree's nodes, ascending.
    private(set) var found: [Int] = []

    /// A search that has not looked yet; case does not matter.
    init(_ text: String) { self.text = text }

    /// Looks through the tree. A name is compared once, however many spans have it. - Complexity: O(spans)
    mutating func look(in tree: SpanTree) {
        let wanted = text.lowercased()
        var known: [String: Bool] = [:]
        func has(_ name: String) -> Bool {
            if let answer = known[name] { return answer }
            let answer = name.lowercased().contains(wanted)
            known[name] = answer
            return answer
        }
        found = tree.nodes.indices.filter { place in
            let node = tree.nodes[place]
            if has(node.name) || has(node.service) { return true }
            switch node.id {
            case .span(let id), .missingParent(let id): return wanted.count >= 4 && id.description.hasPrefix(wanted)
            case .unidentified: return false
            }
        }
    }

    /// Whether the node at a place was found. - Complexity: O(log found)
    func contains(_ place: Int) -> Bool {
        let at = firstIndex(notBefore: place)
        return at < found.count && found[at] == place
    }

    /// The found place after (or, backwards, before) another, around the end; `nil` where nothing was found.
    func next(after place: Int, backwards: Bool) -> Int? {
        guard !found.isEmpty else { return nil }
        if backwards {
            let at = firstIndex(notBefore: place)
            return at > 0 ? found[at - 1] : found.last
        }
        let at = firstIndex(notBefore: place + 1)
        return at < found.count ? found[at] : found.first
    }

    /// Which of the found ones a place is, from 1; `nil` where it is none.
    func number(of place: Int) -> Int? {
        let at = firstIndex(notBefore: place)
        return at < found.count && found[at] == place ? at + 1 : nil
    }

    private func firstIndex(notBefore place: Int) -> Int {
        var low = 0
        var high = found.count
        while low < high {
            let middle = (low + high) / 2
            if found[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
