import TerminalUI

/// A span's time as a bar. The critical path is thick, everything else a thin line, what is only known from its children
/// is dashed: none of it is told by colour alone.
struct SpanBar: Widget {
    enum Weight { case thick, thin, dashed }

    /// Shares of the axis; what lies outside 0…1 is cut.
    var start: Double
    var end: Double
    var weight: Weight
    /// It has not ended: its end is an arrow.
    var isOpenEnded: Bool
    var style: Style

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        guard !rect.isEmpty else { return }
        // A bar beyond either end of a stretched axis is a mark that says where it is.
        if end < 0 || start > 1 {
            let isLeft = end < 0
            frame.put(
                isLeft ? theme.art.moreLeft : theme.art.moreRight,
                at: Point(x: isLeft ? rect.x : rect.maxX - 1, y: rect.y), style: style)
            return
        }
        switch weight {
        case .thick: frame.draw(Bar(from: start, to: end, style: style), in: rect, theme: theme)
        case .thin: drawHalves(theme.art.isASCII ? ("=", "=", "=") : ("━", "╸", "╺"), in: rect, on: &frame)
        case .dashed: drawHalves(theme.art.isASCII ? ("-", "-", "-") : ("╌", "╌", "╌"), in: rect, on: &frame)
        }
        if isOpenEnded {
            let last = min(rect.width - 1, max(0, Int((end * Double(rect.width)).rounded(.up)) - 1))
            frame.put(theme.art.play, at: Point(x: rect.x + last, y: rect.y), style: style)
        }
    }

    /// To half a cell: whole, left half, right half.
    private func drawHalves(
        _ pieces: (whole: String, left: String, right: String), in rect: Rect, on frame: inout Frame
    ) {
        let halves = rect.width * 2
        let first = min(halves - 1, max(0, Int(start * Double(halves))))
        let last = min(halves, max(first + 1, Int((end * Double(halves)).rounded(.up))))
        for x in first / 2...(last - 1) / 2 {
            let hasLeft = first <= x * 2
            let hasRight = last >= x * 2 + 2
            let piece = hasLeft && hasRight ? pieces.whole : hasLeft ? pieces.left : pieces.right
            frame.put(piece, at: Point(x: rect.x + x, y: rect.y), style: style)
        }
    }
}
