import TerminalUI

/// What a widget shows in a frame of this size.
func text(
    _ widget: some Widget, _ width: Int, _ height: Int, theme: Theme = .monochrome
) -> String {
    frame(widget, width, height, theme: theme).text()
}

/// The frame that a widget draws.
func frame(_ widget: some Widget, _ width: Int, _ height: Int, theme: Theme = .monochrome) -> Frame {
    var frame = Frame(Size(width: width, height: height), art: theme.art)
    frame.draw(widget, in: frame.area, theme: theme)
    return frame
}

/// The rows of a frame that are drawn in reverse somewhere.
func reversedRows(_ frame: Frame) -> [Int] {
    (0..<frame.size.height).filter { y in
        frame.row(y).contains { $0.style.attributes.contains(.reverse) }
    }
}

extension Theme {
    /// The monochrome theme with ASCII line art.
    static var ascii: Theme { monochrome.with(art: .ascii) }
}
