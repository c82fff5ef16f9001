/// Which part of a list is on screen, as a bar one column wide.
public struct ScrollBar: Widget, Sendable, Hashable {
    /// Rows of the list.
    public var count: Int
    /// The first visible row.
    public var top: Int
    /// Visible rows.
    public var height: Int

    /// A scroll bar for `height` of `count` rows, from row `top`.
    public init(count: Int, top: Int, height: Int) {
        self.count = count
        self.top = top
        self.height = height
    }

    /// The lines of the thumb in a bar of `length` lines: at least one, and at an end only where the list is.
    public func thumb(length: Int) -> Range<Int> {
        guard count > height, length > 0 else { return 0..<max(0, length) }
        let size = max(1, min(length - 1, length * height / count))
        let room = length - size
        let last = count - height
        let at = top <= 0 ? 0 : top >= last ? room : max(1, min(room - 1, room * top / last))
        let start = min(max(0, at), room)
        return start..<start + size
    }

    /// Draws the bar in the first column of `rect`, from top to bottom.
    public func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let thumb = thumb(length: rect.height)
        for line in 0..<rect.height {
            let piece = thumb.contains(line) ? theme.art.thumb : theme.art.track
            frame.put(piece, at: Point(x: rect.x, y: rect.y + line), style: theme.border)
        }
    }
}
