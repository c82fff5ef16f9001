import TerminalUI

extension Frame {
    /// Writes a sentence on the lines of `rect`; what does not fit ends in an ellipsis on the last one.
    mutating func note(_ text: StyledText, in rect: Rect) {
        let room = rect.width - 2
        guard room > 0, rect.height > 0 else { return }
        var lines = TextWrap.lines(of: text, width: room)
        if lines.count > rect.height {
            // The last line is cut with an ellipsis by drawing all that is left on it.
            let rest = lines[(rect.height - 1)...].joined()
            lines = lines.prefix(rect.height - 1) + [rest]
        }
        for (y, line) in lines.enumerated() {
            put(line, at: Point(x: rect.x + 1, y: rect.y + y), width: room)
        }
    }
}
