/// Something that draws itself into a rectangle of a frame, and nowhere else.
public protocol Widget {
    /// Draws into `rect` of the frame's area. A rectangle too small for it shows what fits.
    func render(in rect: Rect, on frame: inout Frame, theme: Theme)
}

extension Frame {
    /// Draws a widget into a rectangle of ``area``.
    public mutating func draw(_ widget: some Widget, in rect: Rect, theme: Theme) {
        widget.render(in: rect, on: &self, theme: theme)
    }
}
