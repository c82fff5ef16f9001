import TerminalUI

/// The question before an action, or that its plan is being asked for.
struct ActingView: Widget {
    let open: ActingOverlay
    let state: State

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        if let confirmation = open.confirmation {
            frame.draw(confirmation, in: rect, theme: theme)
            return
        }
        guard let action = state.acting.actions[open.action] else { return }
        let notice = Notice(
            title: action.intent.title,
            lines: ["Asking \(action.intent.service) what it would do …"])
        frame.draw(NoticeView(notice: notice, way: "leaves it"), in: rect, theme: theme)
    }
}

/// Something to read, in the middle of the screen.
struct NoticeView: Widget {
    let notice: Notice
    /// What Esc does.
    let way: String

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let inner = max(1, min(76, rect.width - 4) - 2)
        let lines = notice.lines.flatMap { TextWrap.lines(of: StyledText($0), width: inner) }
        let footer = "Esc".styled(theme.key) + " \(way)".styled(theme.text)
        let place = rect.centered(Size(width: inner + 4, height: lines.count + 3))
        frame.fill(place, style: theme.dialog)
        let room = frame.box(
            place, title: notice.title.styled(theme.title), style: theme.border.over(theme.dialog)
        ).inset(left: 1, right: 1)
        let rows = Layout.rows(of: room, .fill(), .fixed(1))
        frame.put(footer, at: rows[1].origin, width: rows[1].width, style: theme.dialog)
        for (row, line) in lines.prefix(rows[0].height).enumerated() {
            frame.put(
                line, at: Point(x: room.x, y: room.y + row), width: room.width, style: theme.text.over(theme.dialog))
        }
    }
}
