/// Where the next cluster of a line goes, in the area's columns and row.
struct Pen {
    var x: Int
    let y: Int
    /// The first column that must stay free.
    var end: Int
    /// `true` once something did not fit.
    var isFull = false
    var lastStyle: Style?
}

extension Frame {
    /// Writes text from the pen on and moves the pen; stops at its end or at the right edge of the clip.
    mutating func write(_ text: String, style: Style, with pen: inout Pen) {
        let limit = min(pen.end, clip.maxX - origin.x)
        if writeASCII(text, style: style, with: &pen, limit: limit) { return }
        for cluster in SafeText.clusters(of: text) {
            guard pen.x < limit, pen.x + cluster.width <= pen.end || cluster.isEscape else {
                pen.isFull = true
                return
            }
            if cluster.isEscape {
                for byte in cluster.text.utf8 where pen.x < limit {
                    set(Cell(content: UInt32(byte), style: style), x: pen.x, y: pen.y)
                    pen.x += 1
                }
            } else {
                set(cluster, style: style, x: pen.x, y: pen.y)
                pen.x += cluster.width
            }
            pen.lastStyle = style
        }
    }

    /// The fast way for printable ASCII; `false` where the text has something else.
    private mutating func writeASCII(_ text: String, style: Style, with pen: inout Pen, limit: Int) -> Bool {
        guard text.utf8.count <= 4096, let count = SafeText.asciiCount(text) else { return false }
        let y = pen.y + origin.y
        let first = max(pen.x, clip.x - origin.x)
        let last = min(pen.x + count, limit)
        if clip.rows.contains(y), first < last {
            let (start, skip) = (y * size.width + origin.x, first - pen.x)
            detachWide(y: y, from: first + origin.x, to: last + origin.x)
            _ = text.utf8.withContiguousStorageIfAvailable { bytes in
                for x in first..<last {
                    cells[start + x] = Cell(content: UInt32(bytes[skip + x - first]), style: style)
                }
            }
            pen.lastStyle = style
        }
        if pen.x + count > limit { pen.isFull = true }
        pen.x = min(pen.x + count, max(pen.x, limit))
        return true
    }

    /// Blanks of one style from column `from` up to `to`.
    mutating func blank(from: Int, to: Int, y: Int, style: Style) {
        let y = y + origin.y
        let first = max(from + origin.x, clip.x)
        let last = min(to + origin.x, clip.maxX)
        guard clip.rows.contains(y), first < last else { return }
        detachWide(y: y, from: first, to: last)
        for index in y * size.width + first..<y * size.width + last { cells[index] = .blank(style) }
    }

    /// One cell of one column.
    mutating func set(_ cell: Cell, x: Int, y: Int) {
        let (x, y) = (x + origin.x, y + origin.y)
        guard clip.contains(Point(x: x, y: y)) else { return }
        detachWide(y: y, from: x, to: x + 1)
        cells[y * size.width + x] = cell
    }

    private mutating func set(_ cluster: Cluster, style: Style, x: Int, y: Int) {
        let (left, row) = (x + origin.x, y + origin.y)
        guard clip.rows.contains(row), left < clip.maxX, left + cluster.width > clip.x else { return }
        guard left >= clip.x, left + cluster.width <= clip.maxX else {
            // Half of a wide cluster cannot be drawn: a blank stands for what is inside.
            for column in max(left, clip.x)..<min(left + cluster.width, clip.maxX) {
                set(.blank(style), x: column - origin.x, y: y)
            }
            return
        }
        detachWide(y: row, from: left, to: left + cluster.width)
        let index = row * size.width + left
        cells[index] = Cell(content: content(for: cluster), style: style)
        if cluster.width == 2 { cells[index + 1] = Cell(content: Cell.continuation, style: style) }
    }

    /// Blanks the halves of wide clusters that would be left alone when columns `from` up to `to` are overwritten.
    private mutating func detachWide(y: Int, from: Int, to: Int) {
        let row = y * size.width
        if cells[row + from].isContinuation, from > 0 { cells[row + from - 1].content = Cell.space }
        if to < size.width, cells[row + to].isContinuation { cells[row + to].content = Cell.space }
    }
}
