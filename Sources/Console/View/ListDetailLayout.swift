import TerminalUI

/// Where the parts of a page lie that has a list and one of its rows in full; the same for drawing, moving and clicking.
struct ListDetailLayout {
    /// From this width on a detail stands beside the tree, below it takes the whole page.
    static let besideFrom = 120

    /// The rule above the tree.
    let title: Rect
    /// The list or tree with its headings; empty while a detail takes the whole page.
    let tree: Rect
    /// The reason of the row under the cursor in full; empty where the detail says it.
    let note: Rect
    /// The line between tree and detail.
    let line: Rect
    /// The rule above the detail.
    let detailTitle: Rect
    let detail: Rect

    init(isDetailOpen: Bool, in rect: Rect) {
        let nothing = Rect(origin: rect.origin, size: .zero)
        guard isDetailOpen else {
            let parts = Layout.rows(of: rect, .fixed(1), .fill(), .fixed(rect.height >= 16 ? 2 : 1))
            (title, tree, note) = (parts[0], parts[1], parts[2])
            (line, detailTitle, detail) = (nothing, nothing, nothing)
            return
        }
        note = nothing
        guard rect.width >= Self.besideFrom else {
            (title, tree, line) = (nothing, nothing, nothing)
            (detailTitle, detail) = (rect.row(0), rect.inset(top: 1))
            return
        }
        let parts = Layout.columns(of: rect, .percent(42), .fixed(1), .fill())
        (title, tree) = (parts[0].row(0), parts[0].inset(top: 1))
        line = parts[1]
        (detailTitle, detail) = (parts[2].row(0), parts[2].inset(top: 1))
    }

    /// Rows of the tree on screen; while a detail hides it, those that there would be.
    static func treeHeight(isDetailOpen: Bool, in rect: Rect) -> Int {
        let layout = ListDetailLayout(isDetailOpen: isDetailOpen, in: rect)
        let tree = layout.tree.isEmpty ? ListDetailLayout(isDetailOpen: false, in: rect).tree : layout.tree
        return Table.visibleRows(height: tree.height)
    }
}
