/// Rows in columns, of which only the visible ones are asked for.
///
/// It is drawn at once and kept nowhere, so `row` may hold on to whatever the page is drawing from.
public struct Table: Widget {
    /// One row: a text for each column, and a style for all of it.
    public struct Row {
        /// Texts in the order of the columns; missing ones are blank.
        public var cells: [StyledText]
        /// What shows where a text has no style of its own.
        public var style: Style

        /// A row.
        public init(_ cells: [StyledText], style: Style = .plain) {
            self.cells = cells
            self.style = style
        }
    }

    /// Its columns, left to right.
    public var columns: [Column]
    /// How many rows the list has.
    public var count: Int
    /// The first visible row.
    public var top: Int
    /// The row of the cursor.
    public var selected: Int?
    /// Whether this table has the keys; the cursor of one that has not is drawn weaker.
    public var isFocused: Bool
    /// Columns of cells that are scrolled out at the left; the first column stays.
    public var scroll: Int
    /// Whether headings are drawn.
    public var hasHeader: Bool
    /// What is said where there are no rows.
    public var emptyText: StyledText
    /// The content of a row.
    public var row: (Int) -> Row

    /// A table.
    public init(
        columns: [Column], count: Int, top: Int = 0, selected: Int? = nil, isFocused: Bool = true, scroll: Int = 0,
        hasHeader: Bool = true, emptyText: StyledText = .empty, row: @escaping (Int) -> Row
    ) {
        self.columns = columns
        self.count = count
        self.top = top
        self.selected = selected
        self.isFocused = isFocused
        self.scroll = scroll
        self.hasHeader = hasHeader
        self.emptyText = emptyText
        self.row = row
    }

    /// A table whose cursor and place are those of `cursor`.
    public init<ID>(
        columns: [Column], count: Int, cursor: ListCursor<ID>, isFocused: Bool = true, scroll: Int = 0,
        hasHeader: Bool = true, emptyText: StyledText = .empty, row: @escaping (Int) -> Row
    ) {
        self.init(
            columns: columns, count: count, top: cursor.top, selected: count > 0 ? cursor.row : nil,
            isFocused: isFocused, scroll: scroll, hasHeader: hasHeader, emptyText: emptyText, row: row)
    }

    /// How many rows of a list a table of this height shows.
    public static func visibleRows(height: Int, hasHeader: Bool = true) -> Int {
        max(0, height - (hasHeader ? 1 : 0))
    }

    /// Draws the visible rows; see ``Widget/render(in:on:theme:)``.
    public func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        guard !rect.isEmpty else { return }
        let body = hasHeader ? rect.inset(top: 1) : rect
        let overflows = count > body.height && rect.width > 8
        let width = rect.width - (overflows ? 1 : 0)
        let places = TablePlaces(columns: columns, width: width, scroll: scroll)
        if hasHeader { drawHeader(places, in: rect.row(0), on: &frame, theme: theme) }
        if count == 0 {
            frame.put(emptyText, at: body.origin, width: body.width, style: theme.dim)
        }
        for line in 0..<body.height where top + line < count && top + line >= 0 {
            let place = Rect(x: body.x, y: body.y + line, width: width, height: 1)
            draw(row(top + line), isSelected: top + line == selected, places, in: place, on: &frame, theme: theme)
        }
        if overflows {
            let bar = ScrollBar(count: count, top: top, height: body.height)
            bar.render(
                in: Rect(x: body.maxX - 1, y: body.y, width: 1, height: body.height), on: &frame, theme: theme)
        }
    }

    private func drawHeader(_ places: TablePlaces, in rect: Rect, on frame: inout Frame, theme: Theme) {
        frame.fill(rect, style: theme.header)
        places.draw(in: rect, on: &frame) { index, place, frame in
            var title = StyledText(columns[index].title, theme.header)
            if let sort = columns[index].sort {
                let mark = sort == .ascending ? theme.art.ascending : theme.art.descending
                title += (title.isEmpty ? mark : " " + mark).styled(theme.accent)
            }
            frame.put(title, at: place.origin, width: place.width, style: theme.header, align: columns[index].align)
        }
    }

    private func draw(
        _ row: Row, isSelected: Bool, _ places: TablePlaces, in rect: Rect, on frame: inout Frame, theme: Theme
    ) {
        let style = row.style.over(theme.text)
        frame.fill(rect, style: style)
        places.draw(in: rect, on: &frame) { index, place, frame in
            guard index < row.cells.count else { return }
            frame.put(row.cells[index], at: place.origin, width: place.width, style: style, align: columns[index].align)
        }
        if isSelected { frame.restyle(rect) { theme.select($0, strongly: isFocused) } }
    }
}
