/// A line that is typed into, with what is wrong with it and what it could go on with in the lines above.
///
/// It is drawn on the last line of its rectangle; completions stand above, the complaint directly above the line.
public struct Prompt: Widget, Sendable, Hashable {
    /// What is wrong with a text, and where.
    public struct Mistake: Sendable, Hashable {
        /// The sentence.
        public var message: String
        /// The number of clusters before the wrong place; `nil` where it is all of it.
        public var place: Int?

        /// A mistake.
        public init(_ message: String, at place: Int? = nil) {
            self.message = message
            self.place = place
        }
    }

    /// What stands before the text.
    public var label: String
    /// The text.
    public var editor: LineEditor
    /// What is wrong with it.
    public var mistake: Mistake?
    /// What stands there, dim, while nothing has been typed.
    public var hint: String

    /// A prompt.
    public init(_ label: String, _ editor: LineEditor, mistake: Mistake? = nil, hint: String = "") {
        self.label = label
        self.editor = editor
        self.mistake = mistake
        self.hint = hint
    }

    /// Lines that it needs, with at most `completions` of them shown.
    public func height(completions: Int = 8) -> Int {
        1 + (mistake == nil ? 0 : 1) + min(completions, editor.completions.count)
    }

    /// Draws the line on the last line of `rect`, and above it what belongs to it.
    public func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        guard rect.height > 0, rect.width > 4 else { return }
        let line = rect.row(rect.height - 1)
        let place = drawLine(in: line, on: &frame, theme: theme)
        var above = rect.inset(bottom: 1)
        if let mistake, above.height > 0 {
            drawMistake(mistake, under: place, in: above.row(above.height - 1), on: &frame, theme: theme)
            above = above.inset(bottom: 1)
        }
        drawCompletions(in: above, on: &frame, theme: theme)
    }

    /// Draws the line and returns the column of each cluster's beginning, as far as they are shown.
    private func drawLine(in rect: Rect, on frame: inout Frame, theme: Theme) -> (Int) -> Int {
        frame.fill(rect, style: theme.input)
        let labelEnd = frame.put(
            label, at: rect.origin, width: min(DisplayWidth.of(label), rect.width / 2),
            style: theme.key.over(theme.input))
        let room = Rect(x: labelEnd, y: rect.y, width: rect.maxX - labelEnd, height: 1)
        let widths = editor.clusters.map { DisplayWidth.of($0) }
        let before = widths[..<editor.cursor].reduce(0, +)
        let underCursor = editor.cursor < widths.count ? widths[editor.cursor] : 1
        let skipped = max(0, before + underCursor - room.width)
        frame.inside(room) { frame in
            if editor.isEmpty { frame.put(hint, at: Point(x: 1, y: 0), style: theme.dim.over(theme.input)) }
            var x = -skipped
            for (index, cluster) in editor.clusters.enumerated() {
                var style = index == editor.cursor ? theme.input.reversed : theme.input
                // The pointer above finds no room beside a long sentence; the wrong place is marked in either case.
                if index == mistake?.place { style = theme.bad.over(style).underlined }
                frame.put(cluster, at: Point(x: x, y: 0), style: style)
                x += widths[index]
            }
            if editor.cursor == editor.clusters.count {
                frame.put(" ", at: Point(x: x, y: 0), style: theme.input.reversed)
            }
            if skipped > 0 { frame.put(theme.art.moreLeft, at: .zero, style: theme.dim.over(theme.input)) }
        }
        return { place in room.x - skipped + widths.prefix(max(0, place)).reduce(0, +) }
    }

    private func drawMistake(
        _ mistake: Mistake, under column: (Int) -> Int, in rect: Rect, on frame: inout Frame, theme: Theme
    ) {
        frame.fill(rect, style: theme.dialog)
        let mark = mistake.place.map { min(max(rect.x, column($0)), rect.maxX - 1) } ?? rect.x
        let message = " " + mistake.message + " "
        let width = DisplayWidth.of(message)
        let pointer = theme.art.isASCII ? "v" : "▾"
        let style = theme.bad.over(theme.dialog)
        // The sentence stands right of the mark, or left of it. Where neither has room for all of it, it has the line for
        // itself: what is wrong matters more than the pointer.
        let (left, right) = (mark - rect.x, rect.maxX - mark - 1)
        guard mistake.place != nil, width <= max(left, right) else {
            frame.put(message, at: rect.origin, width: rect.width, style: style)
            return
        }
        let start = width <= right ? mark + 1 : mark - width
        frame.put(message, at: Point(x: start, y: rect.y), width: width, style: style)
        frame.put(pointer, at: Point(x: mark, y: rect.y), style: style)
    }

    private func drawCompletions(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let items = editor.completions
        let height = min(rect.height, items.count)
        guard height > 0 else { return }
        let chosen = editor.chosen ?? 0
        let top = max(0, min(chosen - height / 2, items.count - height))
        let width = items[top..<top + height].map { DisplayWidth.of($0.text) }.max() ?? 0
        for line in 0..<height {
            let item = items[top + line]
            let row = Rect(x: rect.x, y: rect.maxY - height + line, width: rect.width, height: 1)
            let style = top + line == editor.chosen ? theme.select(theme.text) : theme.dialog
            var text = StyledText(" " + item.text)
            let gap = width - DisplayWidth.of(item.text) + 2
            text.append(String(repeating: " ", count: gap) + item.summary, theme.dim)
            frame.put(text, at: row.origin, width: row.width, style: style)
        }
    }
}
