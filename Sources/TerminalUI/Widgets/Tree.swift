/// A tree's visible rows with guides and fold marks, and columns beside them.
///
/// Like ``Table`` it asks only for what is on screen.
public struct Tree: Widget {
    /// One row.
    public struct Row {
        /// Where it stands.
        public var position: TreePosition
        /// Its text, after the guides.
        public var label: StyledText
        /// Texts for the other columns.
        public var cells: [StyledText]

        /// A row.
        public init(_ position: TreePosition, _ label: StyledText, cells: [StyledText] = []) {
            self.position = position
            self.label = label
            self.cells = cells
        }
    }

    private let table: Table
    private let row: (Int) -> Row
    private let columns: [Column]

    /// A tree.
    /// - Parameters:
    ///   - label: the column of the tree itself.
    ///   - columns: the columns to its right.
    ///   - count: visible rows of the tree; see ``Outline``.
    public init(
        label: Column = Column("", .fill()), columns: [Column] = [], count: Int, top: Int = 0, selected: Int? = nil,
        isFocused: Bool = true, scroll: Int = 0, hasHeader: Bool = false, emptyText: StyledText = .empty,
        row: @escaping (Int) -> Row
    ) {
        self.row = row
        self.columns = [label] + columns
        table = Table(
            columns: self.columns, count: count, top: top, selected: selected, isFocused: isFocused, scroll: scroll,
            hasHeader: hasHeader, emptyText: emptyText, row: { _ in Table.Row([]) })
    }

    /// A tree whose cursor and place are those of `cursor`.
    public init<ID>(
        label: Column = Column("", .fill()), columns: [Column] = [], count: Int, cursor: ListCursor<ID>,
        isFocused: Bool = true, scroll: Int = 0, hasHeader: Bool = false, emptyText: StyledText = .empty,
        row: @escaping (Int) -> Row
    ) {
        self.init(
            label: label, columns: columns, count: count, top: cursor.top, selected: count > 0 ? cursor.row : nil,
            isFocused: isFocused, scroll: scroll, hasHeader: hasHeader, emptyText: emptyText, row: row)
    }

    /// The columns that guides may take in a tree of that width.
    public static func guideRoom(width: Int) -> Int { max(8, width / 2) }

    /// Draws the visible rows; see ``Widget/render(in:on:theme:)``.
    public func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        var table = table
        let guideRoom = Self.guideRoom(width: rect.width)
        table.row = { [row] number in
            let row = row(number)
            let guides = row.position.guides(theme.art, most: guideRoom).styled(theme.border)
            return Table.Row([guides + row.label] + row.cells)
        }
        table.render(in: rect, on: &frame, theme: theme)
    }
}
