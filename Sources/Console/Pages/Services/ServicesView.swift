import TerminalUI

struct ServicesView: Widget {
    let state: State
    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {}
}
