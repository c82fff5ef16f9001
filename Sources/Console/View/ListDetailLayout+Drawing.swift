import TerminalUI

extension ListDetailLayout {
    /// Draws a list under its title, and one of its rows in full beside or instead of it.
    /// - Parameters:
    ///   - list: draws the list and its note; not called while the detail takes the whole page.
    ///   - detail: the row's title, and its lines for a width; `nil` where there is no row.
    func draw<ID>(
        _ pane: DetailPane<ID>, title listTitle: StyledText, on frame: inout Frame, theme: Theme,
        list: (inout Frame) -> Void, detail: (_ width: Int) -> (title: StyledText, lines: [StyledText])?
    ) {
        if !tree.isEmpty {
            frame.rule(listTitle, in: title, style: pane.isFocused ? theme.border : theme.accent)
            list(&frame)
        }
        for y in line.rows { frame.put(theme.art.vertical, at: Point(x: line.x, y: y), style: theme.border) }
        guard !self.detail.isEmpty, let shown = detail(self.detail.width - 2) else { return }
        frame.rule(shown.title, in: detailTitle, style: pane.isFocused ? theme.accent : theme.border)
        frame.draw(
            TextPane(shown.lines, top: pane.top, wraps: false), in: self.detail.inset(left: 1), theme: theme)
    }
}
