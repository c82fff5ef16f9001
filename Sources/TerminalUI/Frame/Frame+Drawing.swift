/// Where text stands in the columns given to it.
public enum Alignment: Sendable, Hashable {
    case leading, center, trailing
}

extension Frame {
    /// Writes one line of text.
    ///
    /// - Parameters:
    ///   - point: where it begins, in ``area``.
    ///   - width: columns it has; it is padded to them with blanks, and cut with an ellipsis where it is longer.
    ///     Without a width it ends where it ends, clipped at the area's edge.
    /// - Returns: the first column after it (after the padding, with a width).
    @discardableResult
    public mutating func put(
        _ text: String, at point: Point, width: Int? = nil, style: Style = .plain, align: Alignment = .leading
    ) -> Int {
        if width == nil || align == .leading && isShortASCII(text, most: width ?? 0) {
            var pen = Pen(x: point.x, y: point.y, end: Int.max)
            write(text, style: style, with: &pen)
            guard let width else { return pen.x }
            blank(from: pen.x, to: point.x + width, y: point.y, style: style)
            return point.x + width
        }
        return put(StyledText(text), at: point, width: width, style: style, align: align)
    }

    private func isShortASCII(_ text: String, most: Int) -> Bool {
        text.utf8.count <= most && SafeText.asciiCount(text) != nil
    }

    /// Writes one line of styled text over `style`; otherwise as the plain one.
    @discardableResult
    public mutating func put(
        _ text: StyledText, at point: Point, width: Int? = nil, style: Style = .plain, align: Alignment = .leading
    ) -> Int {
        var pen = Pen(x: point.x, y: point.y, end: Int.max)
        guard let width else {
            for run in text.runs { write(run.text, style: run.style.over(style), with: &pen) }
            return pen.x
        }
        let end = point.x + max(0, width)
        pen.end = end
        // A text of megabytes costs no more than what is shown of it.
        let needed = DisplayWidth.of(text, upTo: width)
        if needed <= width {
            let free = width - needed
            let before = align == .leading ? 0 : align == .trailing ? free : free / 2
            blank(from: point.x, to: point.x + before, y: point.y, style: style)
            pen.x += before
            for run in text.runs { write(run.text, style: run.style.over(style), with: &pen) }
        } else if width > 0 {
            pen.end = end - DisplayWidth.of(art.ellipsis)
            for run in text.runs where !pen.isFull {
                write(run.text, style: run.style.over(style), with: &pen)
            }
            pen.end = end
            write(art.ellipsis, style: pen.lastStyle ?? style, with: &pen)
        }
        blank(from: pen.x, to: end, y: point.y, style: style)
        return end
    }

    /// Fills a rectangle of ``area`` with blanks in a style.
    public mutating func fill(_ rect: Rect, style: Style = .plain) {
        for y in rect.rows { blank(from: rect.x, to: rect.maxX, y: y, style: style) }
    }

    /// Repeats a text of one column along a row.
    public mutating func line(_ piece: String, at point: Point, width: Int, style: Style = .plain) {
        var clusters = SafeText.clusters(of: piece)
        guard let cluster = clusters.next(), cluster.width == 1 else { return }
        let content = content(for: cluster)
        for x in point.x..<max(point.x, point.x + width) { set(Cell(content: content, style: style), x: x, y: point.y) }
    }

    /// Changes how a rectangle of ``area`` looks and leaves its text.
    public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
        let visible = rect.moved(x: origin.x, y: origin.y).intersection(clip)
        for y in visible.rows {
            for index in y * size.width + visible.x..<y * size.width + visible.maxX {
                cells[index].style = change(cells[index].style)
            }
        }
    }

    /// Draws a frame of lines around `rect`, with a title in its upper edge, and returns the room inside.
    @discardableResult
    public mutating func box(_ rect: Rect, title: StyledText = .empty, style: Style = .plain) -> Rect {
        guard rect.width >= 2, rect.height >= 2 else { return Rect(origin: rect.origin, size: .zero) }
        line(art.horizontal, at: Point(x: rect.x + 1, y: rect.y), width: rect.width - 2, style: style)
        line(art.horizontal, at: Point(x: rect.x + 1, y: rect.maxY - 1), width: rect.width - 2, style: style)
        for y in rect.y + 1..<rect.maxY - 1 {
            put(art.vertical, at: Point(x: rect.x, y: y), style: style)
            put(art.vertical, at: Point(x: rect.maxX - 1, y: y), style: style)
        }
        put(art.topLeft, at: Point(x: rect.x, y: rect.y), style: style)
        put(art.topRight, at: Point(x: rect.maxX - 1, y: rect.y), style: style)
        put(art.bottomLeft, at: Point(x: rect.x, y: rect.maxY - 1), style: style)
        put(art.bottomRight, at: Point(x: rect.maxX - 1, y: rect.maxY - 1), style: style)
        let room = rect.width - 4
        if !title.isEmpty, room > 2 {
            let title = " ".styled(style) + title + " ".styled(style)
            put(title, at: Point(x: rect.x + 2, y: rect.y), width: min(room, title.width), style: style)
        }
        return rect.inset(by: 1)
    }

    /// Draws a rule along row `y` with a title near its left end.
    public mutating func rule(_ title: StyledText = .empty, in rect: Rect, style: Style = .plain) {
        guard rect.height > 0 else { return }
        line(art.horizontal, at: rect.origin, width: rect.width, style: style)
        guard !title.isEmpty, rect.width > 6 else { return }
        let title = " ".styled(style) + title + " ".styled(style)
        put(title, at: Point(x: rect.x + 1, y: rect.y), width: min(rect.width - 2, title.width), style: style)
    }
}
