import TerminalUI

/// Draws the console: a pure function of its state, size included.
public func view(_ state: State) -> Frame {
    let theme = state.theme
    var frame = Frame(state.size, style: theme.text, art: theme.art)
    guard state.size.holds(State.leastSize) else {
        drawTooSmall(state, on: &frame)
        return frame
    }
    let layout = state.screenLayout
    frame.draw(HeaderView(state: state), in: layout.header, theme: theme)
    frame.draw(TabsView(state: state), in: layout.tabs, theme: theme)
    frame.inside(layout.page) { frame in
        let rect = frame.area
        switch state.page {
        case .overview: frame.draw(OverviewView(state: state), in: rect, theme: theme)
        case .services: frame.draw(ServicesView(state: state), in: rect, theme: theme)
        case .breakers: frame.draw(BreakersView(state: state), in: rect, theme: theme)
        case .sagas: frame.draw(SagasView(state: state), in: rect, theme: theme)
        case .traces: frame.draw(TracesView(state: state), in: rect, theme: theme)
        case .events: frame.draw(EventsView(state: state), in: rect, theme: theme)
        case .audit: frame.draw(AuditView(state: state), in: rect, theme: theme)
        }
    }
    frame.draw(UnderWayView(state: state), in: layout.underWay, theme: theme)
    drawToasts(state, in: layout.page, on: &frame)
    switch state.overlay {
    case .acting(let open): frame.draw(ActingView(open: open, state: state), in: layout.page, theme: theme)
    case .help: frame.draw(HelpView(state: state), in: HelpView.rect(in: state.size), theme: theme)
    case .notice(let notice): frame.draw(NoticeView(notice: notice, way: "closes this"), in: layout.page, theme: theme)
    case .prompt(let prompt): drawPrompt(prompt, layout, on: &frame, theme: theme)
    case nil: break
    }
    if case .prompt = state.overlay { return frame }
    frame.draw(FooterView(state: state), in: layout.footer, theme: theme)
    return frame
}

private func drawTooSmall(_ state: State, on frame: inout Frame) {
    let lines = [
        "fusebox needs \(State.leastSize) cells",
        "this terminal has \(state.size)",
        "make it larger, or q to quit",
    ]
    for (row, line) in lines.enumerated() where row < state.size.height {
        frame.put(line, at: Point(x: 0, y: row), width: state.size.width)
    }
}

private func drawToasts(_ state: State, in rect: Rect, on frame: inout Frame) {
    var room = rect.inset(right: 1)
    for toast in state.toasts.reversed() where room.height > 2 {
        let kind: Toast.Kind =
            switch toast.kind {
            case .done: .good
            case .refusal: .warning
            case .failure: .bad
            }
        let widget = Toast(toast.text, kind)
        frame.draw(widget, in: room, theme: state.theme)
        room = room.inset(bottom: widget.height(width: room.width) + 1)
    }
}

private func drawPrompt(_ prompt: PromptState, _ layout: ScreenLayout, on frame: inout Frame, theme: Theme) {
    let widget = Prompt(
        prompt.purpose.label, prompt.editor, mistake: prompt.mistake, hint: prompt.purpose.hint)
    let height = min(widget.height(), layout.footer.maxY - layout.tabs.maxY)
    let rect = Rect(x: 0, y: layout.footer.maxY - height, width: layout.footer.width, height: height)
    frame.draw(widget, in: rect, theme: theme)
}

extension Toast {
    /// Lines that it takes at the lower right of a place so wide.
    fileprivate func height(width: Int) -> Int {
        // A sign of one column and a blank stand before the text.
        TextWrap.lines(of: StyledText("  " + text), width: max(1, min(width - 4, 60))).count
    }
}
