/// Lines of text, wrapped at the pane's width and scrolled.
public struct TextPane: Widget, Sendable, Hashable {
    /// The text, a line each.
    public var lines: [StyledText]
    /// The first wrapped line on screen; more than there are counts as the last.
    public var top: Int
    /// Whether long lines go on below; otherwise they are cut.
    public var wraps: Bool
    /// Columns that are scrolled out at the left, where lines are not wrapped.
    public var scroll: Int

    /// A pane.
    public init(_ lines: [StyledText], top: Int = 0, wraps: Bool = true, scroll: Int = 0) {
        self.lines = lines
        self.top = top
        self.wraps = wraps
        self.scroll = scroll
    }

    /// How many lines it has at this width.
    public func count(width: Int) -> Int {
        wraps ? lines.reduce(0) { $0 + TextWrap.lines(of: $1, width: max(1, width - 1)).count } : lines.count
    }

    /// The largest ``top`` that still fills the pane.
    public func lastTop(in size: Size) -> Int { max(0, count(width: size.width) - size.height) }

    /// Draws the visible lines, and a scroll bar where there are more.
    public func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        guard rect.width > 1, rect.height > 0 else { return }
        frame.fill(rect, style: theme.text)
        let room = rect.inset(right: 1)
        let all = wraps ? lines.flatMap { TextWrap.lines(of: $0, width: room.width) } : lines
        let top = max(0, min(self.top, all.count - rect.height))
        frame.inside(room) { frame in
            for (y, line) in all.dropFirst(top).prefix(rect.height).enumerated() {
                frame.put(line, at: Point(x: wraps ? 0 : -scroll, y: y), style: theme.text)
            }
        }
        if all.count > rect.height {
            ScrollBar(count: all.count, top: top, height: rect.height).render(
                in: Rect(x: rect.maxX - 1, y: rect.y, width: 1, height: rect.height), on: &frame, theme: theme)
        }
    }
}
