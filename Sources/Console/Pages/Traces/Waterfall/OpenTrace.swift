import TerminalUI
import Traces

/// The trace that is open: its tree, what is folded, where the cursor is. What rows there are is worked out when the
/// tree or the folding changes, never when a key only moves.
struct OpenTrace: Sendable {
    /// What stands beside the tree.
    enum Pane: Sendable, Equatable { case detail, comparison }

    /// A search, and where the cursor was.
    struct Search: Sendable {
        let search: TreeSearch?
        let selected: SpanTreeNode.ID?
    }

    let id: TraceID
    /// The newest tree of it; stays when the trace has left memory.
    private(set) var tree: SpanTree?
    private(set) var shape = SpanTreeShape()
    private(set) var folded: Set<SpanTreeNode.ID> = []
    /// The visible rows, as places in the tree's nodes.
    private(set) var rows: [Int] = []
    var cursor = ListCursor<SpanTreeNode.ID>()
    var search: TreeSearch?
    /// What a search that is being typed may go back to.
    var beforeSearch: Search?
    /// The time of the span that the axis is stretched to.
    var stretched: TimeAxis?
    var pane: Pane?
    /// The keys move in the pane rather than in the tree.
    var isPaneFocused = false
    var detail = SpanDetailPane()
    var comparison = ComparisonPane()
    /// The span that the cursor goes to as soon as it is there: the end of a link.
    var wanted: SpanID?
    /// It was gone to from another page: `Esc` leads back there.
    var cameFromElsewhere = false
    /// A newer snapshot no longer has it.
    var hasLeftMemory = false

    /// A trace that was asked for.
    init(_ id: TraceID) { self.id = id }

    /// The node of a visible row.
    func node(row: Int) -> SpanTreeNode? {
        guard let tree, rows.indices.contains(row) else { return nil }
        return tree.nodes[rows[row]]
    }

    /// The node that the cursor is on.
    var selected: SpanTreeNode? { selectedPlace.flatMap { tree?.nodes[$0] } }

    /// Its place in the tree's nodes.
    var selectedPlace: Int? { rows.indices.contains(cursor.row) ? rows[cursor.row] : nil }

    /// The time that the axis shows.
    var axis: TimeAxis {
        guard let tree else { return TimeAxis(start: Timestamp(nanoseconds: 0), length: .zero) }
        return stretched ?? TimeAxis(start: tree.start, length: tree.duration)
    }
}

// MARK: - Growing and folding

extension OpenTrace {
    /// Takes the newest tree. - Complexity: O(1) while it has not changed, else O(spans).
    mutating func take(_ newer: SpanTree?) {
        guard let newer, newer.trace == id else {
            hasLeftMemory = tree != nil
            return
        }
        hasLeftMemory = false
        let isFirst = tree == nil
        let isSame = tree?.revision == newer.revision && tree?.nodes.count == newer.nodes.count
        tree = newer
        guard !isSame else { return }
        shape = SpanTreeShape(newer)
        search?.look(in: newer)
        unfoldAboveCursor(in: newer)
        listRows()
        if let wanted, reveal(.span(wanted)) { self.wanted = nil }
        // Whoever filtered for something wants to see it first.
        if isFirst, wanted == nil, let place = newer.nodes.firstIndex(where: { $0.notes.contains(.matched) }) {
            select(place)
        }
    }

    /// A late parent may hang the cursor's span under something folded: the span stays in sight.
    private mutating func unfoldAboveCursor(in tree: SpanTree) {
        guard !folded.isEmpty, let id = cursor.selected, let place = tree.nodes.firstIndex(where: { $0.id == id })
        else { return }
        for ancestor in shape.ancestors(of: place) { folded.remove(tree.nodes[ancestor].id) }
    }

    private mutating func listRows() { rows = tree?.rows(folding: folded) ?? [] }

    /// Folds or unfolds the node of a row that has something below it.
    mutating func setFolded(_ isFolded: Bool, row: Int) {
        guard let node = node(row: row), node.descendantCount > 0, folded.contains(node.id) != isFolded else { return }
        if isFolded { folded.insert(node.id) } else { folded.remove(node.id) }
        listRows()
    }

    /// Folds everything below the roots, or unfolds everything when something is folded.
    mutating func toggleFoldAll() {
        guard let tree else { return }
        if folded.isEmpty {
            for node in tree.nodes where node.descendantCount > 0 && node.depth > 0 { folded.insert(node.id) }
            // A tree of a root and leaves has nothing below its roots to fold: the roots themselves are folded.
            if folded.isEmpty { folded = Set(tree.nodes.lazy.filter { $0.descendantCount > 0 }.map(\.id)) }
            if let place = selectedPlace { select(visibleAncestor(of: place)) }
        } else {
            folded = []
        }
        listRows()
    }

    /// The node itself, or the uppermost folded one that hides it.
    private func visibleAncestor(of place: Int) -> Int {
        guard let tree else { return place }
        var visible = place
        for ancestor in shape.ancestors(of: place) where folded.contains(tree.nodes[ancestor].id) { visible = ancestor }
        return visible
    }

    private mutating func select(_ place: Int) {
        if let tree { cursor.select(tree.nodes[place].id) }
    }

    /// Puts the cursor on a node and unfolds what hides it; `false` where there is no such node.
    mutating func reveal(_ id: SpanTreeNode.ID) -> Bool {
        guard let tree, let place = tree.nodes.firstIndex(where: { $0.id == id }) else { return false }
        reveal(place: place)
        return true
    }

    /// Puts the cursor on a place and unfolds what hides it.
    mutating func reveal(place: Int) {
        guard let tree, tree.nodes.indices.contains(place) else { return }
        let hiding = shape.ancestors(of: place).map { tree.nodes[$0].id }.filter(folded.contains)
        if !hiding.isEmpty {
            folded.subtract(hiding)
            listRows()
        }
        select(place)
    }

    /// The row of the nearest node above a row that it hangs under; `nil` for a root.
    func parentRow(of row: Int) -> Int? {
        guard rows.indices.contains(row), let parent = shape.parent(of: rows[row]) else { return nil }
        return self.row(of: parent)
    }

    /// The visible row of a place. - Complexity: O(log rows)
    func row(of place: Int) -> Int? {
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && rows[low] == place ? low : nil
    }

    /// Whether a node hides what is below it.
    func isFolded(_ node: SpanTreeNode) -> Bool { node.descendantCount > 0 && folded.contains(node.id) }

    /// Takes notice of how many rows fit.
    mutating func follow(height: Int) {
        guard let nodes = tree?.nodes else { return }
        let rows = rows
        cursor.follow(count: rows.count, height: height) { nodes[rows[$0]].id }
    }

    /// Moves the cursor.
    mutating func move(_ move: ListMove, height: Int) {
        guard let nodes = tree?.nodes else { return }
        let rows = rows
        cursor.move(move, count: rows.count, height: height) { nodes[rows[$0]].id }
    }
}
