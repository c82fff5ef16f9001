import TerminalUI
import Traces

/// The lines before a span's name that show where it hangs. Only the ancestors that are drawn are looked at, so that a
/// chain of a hundred thousand spans costs no more than a short one.
struct SpanGuides {
    let open: OpenTrace
    let art: LineArt
    /// Columns for a level of the tree: 2, or 1 where room is scarce.
    let step: Int
    /// Columns for all levels; the outermost ones are left out first.
    let most: Int

    /// Lines and fold mark of the node at a place.
    func text(place: Int) -> String {
        guard let tree = open.tree else { return "" }
        let node = tree.nodes[place]
        let mark = node.descendantCount == 0 ? "" : (open.isFolded(node) ? art.folded : art.unfolded) + " "
        guard node.depth > 0 else { return mark }
        let levels = max(1, most / step)
        var pieces = [isLast(place, in: tree) ? art.lastBranch : art.branch]
        for ancestor in open.shape.ancestors(of: place) where tree.nodes[ancestor].depth > 0 {
            if pieces.count == levels {
                pieces.append(art.ellipsis)
                break
            }
            pieces.append(isLast(ancestor, in: tree) ? "  " : art.passing)
        }
        let lines = pieces.reversed().map { step == 1 ? String($0.prefix(1)) : $0 }.joined()
        return mark.isEmpty ? lines + " " : lines + mark
    }

    /// The node after all that hangs under this one is no sibling.
    private func isLast(_ place: Int, in tree: SpanTree) -> Bool {
        let next = place + 1 + tree.nodes[place].descendantCount
        return next >= tree.nodes.count || tree.nodes[next].depth < tree.nodes[place].depth
    }
}
