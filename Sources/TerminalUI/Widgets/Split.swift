/// Two parts of a page beside or above each other, with a line between.
public struct Split: Sendable, Hashable {
    /// How the parts lie.
    public enum Axis: Sendable, Hashable {
        /// Left and right.
        case horizontal
        /// Above and below.
        case vertical
    }

    /// How the parts lie.
    public var axis: Axis
    /// The first part's share of the room, in hundredths.
    public var percent: Int
    /// Cells that each part needs; where there is not room for both, only the part that has the keys is shown.
    public var least: Int
    /// Whether the second part has the keys.
    public var isSecondFocused: Bool

    /// A split.
    public init(_ axis: Axis, percent: Int = 50, least: Int = 8, isSecondFocused: Bool = false) {
        self.axis = axis
        self.percent = percent
        self.least = least
        self.isSecondFocused = isSecondFocused
    }

    /// The two parts and the line between them; a part that is not shown is empty.
    public func parts(of rect: Rect) -> (first: Rect, line: Rect, second: Rect) {
        let length = axis == .horizontal ? rect.width : rect.height
        let nothing = Rect(origin: rect.origin, size: .zero)
        guard length >= 2 * least + 1 else {
            return isSecondFocused ? (nothing, nothing, rect) : (rect, nothing, nothing)
        }
        let wanted = length * min(100, max(0, percent)) / 100
        let first = min(max(wanted, least), length - 1 - least)
        let sizes: [Constraint] = [.fixed(first), .fixed(1), .fill()]
        let parts =
            axis == .horizontal ? Layout.columns(of: rect, sizes) : Layout.rows(of: rect, sizes)
        return (parts[0], parts[1], parts[2])
    }

    /// Draws the line (with a title, where the parts lie one above the other) and returns the two parts.
    public func draw(
        in rect: Rect, on frame: inout Frame, theme: Theme, title: StyledText = .empty
    ) -> (first: Rect, second: Rect) {
        let (first, line, second) = parts(of: rect)
        if axis == .vertical {
            frame.rule(title, in: line, style: theme.border)
        } else {
            for y in line.rows { frame.put(theme.art.vertical, at: Point(x: line.x, y: y), style: theme.border) }
        }
        return (first, second)
    }
}
