/// A bar from one place to another on a line, to an eighth of a cell: a waterfall's line, or a share of a whole.
public struct Bar: Widget, Sendable, Hashable {
    /// Where it starts, as a share of the line from 0 to 1.
    public var start: Double
    /// Where it ends, as a share of the line; a bar is never shorter than the smallest mark.
    public var end: Double
    /// How it is drawn.
    public var style: Style

    /// A bar; shares outside 0…1 are cut there, NaN counts as 0.
    public init(from start: Double = 0, to end: Double, style: Style = .plain) {
        self.start = Bar.share(start)
        self.end = max(Bar.share(start), Bar.share(end))
        self.style = style
    }

    private static func share(_ value: Double) -> Double { value.isNaN ? 0 : min(1, max(0, value)) }

    /// Draws the bar on the first line of `rect`.
    public func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        guard !rect.isEmpty else { return }
        let style = style.over(theme.text)
        let cells = rect.width * 8
        let first = min(Int((start * Double(cells)).rounded()), cells - 1)
        let last = max(first + 1, Int((end * Double(cells)).rounded()))
        for x in first / 8...(last - 1) / 8 {
            let filled = max(first - x * 8, 0)..<min(last - x * 8, 8)
            let place = Point(x: rect.x + x, y: rect.y)
            if filled.lowerBound == 0 || theme.art.isASCII {
                frame.put(theme.art.eighths[filled.count - 1], at: place, style: style)
            } else if filled.upperBound == 8 {
                // Filled from the right: the free part is drawn, with colours exchanged.
                let free = theme.art.eighths[filled.lowerBound - 1]
                let exchanged =
                    style.attributes.contains(.reverse)
                    ? Style(style.foreground, on: style.background, style.attributes.subtracting(.reverse))
                    : style.reversed
                frame.put(free, at: place, style: exchanged)
            } else {
                // A piece in the middle of a cell has no character of its own.
                frame.put(theme.art.isASCII ? "|" : "▏", at: place, style: style)
            }
        }
    }
}
