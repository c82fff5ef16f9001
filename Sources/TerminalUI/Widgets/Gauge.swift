/// How far something has got: a filled bar with its share in words.
public struct Gauge: Widget, Sendable, Hashable {
    /// The share done, 0 to 1; `nil` where the whole is not known.
    public var share: Double?
    /// What stands at its right end; by default the share in percent.
    public var label: String?
    /// How the filled part is drawn.
    public var style: Style

    /// A gauge; shares outside 0…1 are cut there.
    public init(_ share: Double?, label: String? = nil, style: Style = .plain) {
        self.share = share.map { $0.isNaN ? 0 : min(1, max(0, $0)) }
        self.label = label
        self.style = style
    }

    /// Draws bar and words on the first line of `rect`.
    public func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        guard !rect.isEmpty else { return }
        // 99.9 % is not 100 %: only what is done says so.
        let words = label ?? share.map { "\(Int($0 * 100)) %" } ?? "?"
        let labelWidth = min(rect.width, max(5, DisplayWidth.of(words)))
        let bar = rect.inset(right: min(rect.width, labelWidth + 1))
        frame.line(theme.art.empty, at: bar.origin, width: bar.width, style: theme.border)
        if let share, share > 0, bar.width > 0 {
            // Nor is a bar full before the end.
            let most = share < 1 ? 1 - 1 / Double(8 * bar.width) : 1
            Bar(to: min(share, most), style: style).render(in: bar, on: &frame, theme: theme)
        }
        let place = Point(x: rect.maxX - labelWidth, y: rect.y)
        frame.put(words, at: place, width: labelWidth, style: theme.text, align: .trailing)
    }
}
