/// A row of small bars, one for each of the newest values.
public struct Sparkline: Widget, Sendable, Hashable {
    /// The values, oldest first; `nil` where none was measured. Negative ones and NaN count as nothing.
    public var values: [Double?]
    /// The value of a full bar; by default the largest shown.
    public var ceiling: Double?
    /// How it is drawn.
    public var style: Style

    /// A sparkline.
    public init(_ values: [Double?], ceiling: Double? = nil, style: Style = .plain) {
        self.values = values
        self.ceiling = ceiling
        self.style = style
    }

    /// The bars as text of at most `width` columns, the newest at the right: for a table's cell.
    public func text(width: Int, art: LineArt) -> String {
        let shown = values.suffix(max(0, width))
        let top = ceiling ?? shown.lazy.compactMap { $0 }.filter(\.isFinite).max() ?? 0
        let levels = art.levels
        return shown.reduce(into: "") { text, value in
            guard let value, !value.isNaN else { return text += " " }
            guard top > 0, value > 0 else { return text += levels[0] }
            let share = min(1, value / top)
            text += levels[min(levels.count - 1, Int(share * Double(levels.count)))]
        }
    }

    /// Draws the newest values at the right end of the first line of `rect`.
    public func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let text = text(width: rect.width, art: theme.art)
        frame.put(text, at: rect.origin, width: rect.width, style: style.over(theme.text), align: .trailing)
    }
}
