/// Which columns of a table are shown, and where.
struct TablePlaces {
    /// A column's number, its first cell and its width, both within the table.
    struct Place: Equatable {
        let column: Int
        let x: Int
        let width: Int
    }

    /// Where each shown column is, before scrolling.
    let places: [Place]
    let scroll: Int

    /// Leaves out columns, highest priority number first and rightmost first among equals, until the rest have their
    /// least width.
    init(columns: [Column], width: Int, scroll: Int) {
        var shown = Array(columns.indices)
        func needed() -> Int { shown.reduce(max(0, shown.count - 1)) { $0 + columns[$1].least } }
        while scroll <= 0, shown.count > 1, needed() > width,
            let last = shown.max(by: { (columns[$0].priority, $0) < (columns[$1].priority, $1) }),
            columns[last].priority > 0
        {
            shown.removeAll { $0 == last }
        }
        let constraints = shown.map { columns[$0].width }
        var widths = Layout.divide(width, constraints, gap: 1)
        if scroll > 0, let first = shown.first {
            // A scrolled table shows every column, and the room beside the first grows with the scrolling: what was cut
            // off comes into view.
            let kept = min(max(widths[0], columns[first].least), max(width / 2, 4))
            let rest = max(width - kept, needed() - columns[first].least) - 1 + scroll
            widths = [kept] + Layout.divide(rest, Array(constraints.dropFirst()), gap: 1)
        }
        var x = 0
        var places: [Place] = []
        for (column, width) in zip(shown, widths) {
            places.append(Place(column: column, x: x, width: width))
            x += width + 1
        }
        self.places = places
        self.scroll = scroll
    }

    /// Calls `draw` with each column that can be seen, and its place.
    func draw(in rect: Rect, on frame: inout Frame, _ draw: (Int, Rect, inout Frame) -> Void) {
        guard let first = places.first else { return }
        draw(first.column, Rect(x: rect.x, y: rect.y, width: min(first.width, rect.width), height: 1), &frame)
        let rest = rect.inset(left: min(rect.width, first.width + 1))
        frame.inside(rest) { frame in
            for place in places.dropFirst() {
                let x = place.x - first.width - 1 - scroll
                guard x + place.width > 0, x < rest.width else { continue }
                draw(place.column, Rect(x: x, y: 0, width: place.width, height: 1), &frame)
            }
        }
    }
}
