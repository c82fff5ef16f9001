/// A short remark at the lower right that goes away by itself; when, is the caller's business.
public struct Toast: Widget, Sendable, Hashable {
    /// How good the news is.
    public enum Kind: Sendable, Hashable { case info, good, warning, bad }

    /// What has happened.
    public var text: String
    /// How good the news is; shown by a sign and a colour.
    public var kind: Kind

    /// A remark.
    public init(_ text: String, _ kind: Kind = .info) {
        self.text = text
        self.kind = kind
    }

    /// Draws the remark at the lower right of `rect`.
    public func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        guard rect.width > 4, rect.height > 0 else { return }
        let (sign, style) = look(theme)
        let inner = min(rect.width - 4, 60)
        let lines = TextWrap.lines(of: sign.styled(style) + StyledText(" " + text), width: max(1, inner))
        let width = (lines.map(\.width).max() ?? 0) + 2
        let height = min(lines.count, rect.height)
        for (index, line) in lines.prefix(height).enumerated() {
            let place = Point(x: rect.maxX - width, y: rect.maxY - height + index)
            frame.put(" ".styled(.plain) + line, at: place, width: width, style: ground(theme))
        }
    }

    private func ground(_ theme: Theme) -> Style {
        theme.dialog == .plain ? Style.plain.reversed : theme.text.over(theme.dialog)
    }

    private func look(_ theme: Theme) -> (String, Style) {
        switch kind {
        case .info: ("i", theme.info)
        case .good: (theme.art.check, theme.good)
        case .warning: (theme.art.triangle, theme.warning)
        case .bad: (theme.art.cross, theme.bad)
        }
    }
}
