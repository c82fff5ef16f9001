import TerminalUI

/// Lines of text that are wrapped at the pane's width, with a cursor. They are wrapped when they or the width change.
struct DetailTextPane: Sendable {
    private(set) var lines: [DetailLine] = []
    /// The wrapped lines: which line each belongs to, and its piece of text.
    private(set) var rows: [(line: Int, text: StyledText)] = []
    private(set) var cursor = ListCursor<Int>(margin: 1)
    private var width = 0

    /// Takes other lines; the cursor stays on its row.
    mutating func set(_ lines: [DetailLine]) {
        guard lines != self.lines else { return }
        self.lines = lines
        wrap()
    }

    /// Puts the cursor on the first line again.
    mutating func goToTop() { cursor = ListCursor(margin: 1) }

    /// Takes notice of the pane's size.
    mutating func follow(_ size: Size) {
        if size.width != width {
            width = size.width
            wrap()
        }
        cursor.follow(
            count: rows.count, height: size.height, id: { $0 }, find: { [count = rows.count] in $0 < count ? $0 : nil })
    }

    /// Moves the cursor.
    mutating func move(_ move: ListMove, height: Int) {
        cursor.move(move, count: rows.count, height: height) { $0 }
    }

    /// The line that the cursor is on.
    var selected: DetailLine? { rows.indices.contains(cursor.row) ? lines[rows[cursor.row].line] : nil }

    private mutating func wrap() {
        rows = lines.enumerated().flatMap { number, line in
            TextWrap.lines(of: line.text, width: max(8, width - 2 - line.indent)).enumerated().map { piece, text in
                let indent = line.indent + (piece > 0 ? 2 : 0)
                return (number, String(repeating: " ", count: indent).styled(.plain) + text)
            }
        }
    }
}

/// Draws a pane of text.
struct DetailTextView: Widget {
    let pane: DetailTextPane
    let isFocused: Bool

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let overflows = pane.rows.count > rect.height
        let room = rect.inset(right: 1)
        for line in 0..<rect.height {
            let row = pane.cursor.top + line
            guard row < pane.rows.count else { break }
            let place = room.row(line)
            frame.put(pane.rows[row].text, at: place.origin, width: place.width, style: theme.text)
            if isFocused, row == pane.cursor.row { frame.restyle(place) { theme.select($0) } }
        }
        if overflows {
            let bar = ScrollBar(count: pane.rows.count, top: pane.cursor.top, height: rect.height)
            frame.draw(bar, in: Rect(x: rect.maxX - 1, y: rect.y, width: 1, height: rect.height), theme: theme)
        }
    }
}
