extension Confirmation {
    /// Draws the dialog in the middle of `rect`.
    public func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let inner = max(0, min(76, rect.width - 4) - 2)
        let text = lines.flatMap { TextWrap.lines(of: $0, width: max(1, inner)) }
        let fields = (asksForReason ? 1 : 0) + (word.isEmpty ? 0 : 1)
        let needed = text.count + fields + 2
        let place = rect.centered(Size(width: inner + 4, height: needed + 2))
        frame.fill(place, style: theme.dialog)
        var room = frame.box(place, title: title.styled(theme.title), style: theme.border.over(theme.dialog))
        room = room.inset(left: 1, right: 1)
        guard room.height > 0, room.width > 0 else { return }
        let rows = Layout.rows(
            of: room, .fill(), .fixed(room.height > fields + 2 ? 1 : 0), .fixed(fields), .fixed(1))
        let shown = TextPane(text, top: top, wraps: false)
        frame.draw(shown, in: rows[0].inset(right: text.count > rows[0].height ? 0 : -1), theme: onDialog(theme))
        drawFields(in: rows[2], on: &frame, theme: theme)
        drawFooter(in: rows[3], on: &frame, theme: theme)
    }

    private func onDialog(_ theme: Theme) -> Theme {
        var theme = theme
        theme.text = theme.text.over(theme.dialog)
        theme.border = theme.border.over(theme.dialog)
        return theme
    }

    private func drawFields(in rect: Rect, on frame: inout Frame, theme: Theme) {
        var row = 0
        func draw(_ label: String, _ editor: LineEditor, isActive: Bool, on frame: inout Frame) {
            let line = rect.row(row)
            row += 1
            if isActive {
                frame.draw(Prompt(label, editor), in: line, theme: theme)
            } else {
                let text = label.styled(theme.key) + StyledText(editor.text)
                frame.put(text, at: line.origin, width: line.width, style: theme.input)
            }
        }
        if asksForReason { draw("reason: ", reason, isActive: field == .reason, on: &frame) }
        if !word.isEmpty { draw("type \(word): ", typedWord, isActive: field == .word, on: &frame) }
    }

    private func drawFooter(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let separator = "  ".styled(theme.dialog)
        var parts: [StyledText] = []
        let confirm = field == nil ? "y" : theme.art.enter
        parts.append(confirm.styled(theme.key) + " do it".styled(isComplete ? theme.text : theme.dim))
        parts.append("Esc".styled(theme.key) + " leave it".styled(theme.text))
        if asksForReason && !word.isEmpty { parts.append("Tab".styled(theme.key) + " next field".styled(theme.text)) }
        if !complaint.isEmpty { parts.append(("! " + complaint).styled(theme.bad)) }
        frame.put(parts.joined(separator: separator), at: rect.origin, width: rect.width, style: theme.dialog)
    }
}
