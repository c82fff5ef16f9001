import TerminalUI

struct TracesView: Widget {
    let state: State
    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {}
}
