extension Frame {
    /// The frame as plain text, a line each, blanks at the ends of lines cut: what a test compares.
    public func text() -> String { (0..<size.height).map { line($0) }.joined(separator: "\n") }

    /// One row as plain text, blanks at its end cut.
    public func line(_ y: Int) -> String {
        guard (0..<size.height).contains(y) else { return "" }
        var line = ""
        var end = line.utf8.count
        for cell in row(y) {
            line += text(of: cell)
            if cell.content != Cell.space && !cell.isContinuation { end = line.utf8.count }
        }
        return String(line.utf8.prefix(end)) ?? line
    }

    /// A row's cells put together where they look the same.
    struct Run {
        let x: Int
        var width: Int
        var text: String
        let style: Style
    }

    /// The runs of a row; blanks at its end that look like nothing are left out.
    func runs(_ y: Int) -> [Run] {
        var runs: [Run] = []
        for (x, cell) in row(y).enumerated() {
            if let last = runs.last, last.style == cell.style {
                runs[runs.count - 1].text += text(of: cell)
                runs[runs.count - 1].width += 1
            } else {
                runs.append(Run(x: x, width: 1, text: text(of: cell), style: cell.style))
            }
        }
        if let last = runs.last, last.style == .plain {
            let kept = last.text.lastIndex { $0 != " " }.map { String(last.text[...$0]) } ?? ""
            runs[runs.count - 1].width -= last.text.count - kept.count
            runs[runs.count - 1].text = kept
            if kept.isEmpty { runs.removeLast() }
        }
        return runs
    }
}
