import TerminalUI

/// Lines of a detail: headings, wrapped sentences, columns of text.
struct DetailText {
    let theme: Theme
    /// Columns that a line may take.
    let width: Int
    private(set) var lines: [StyledText] = []

    init(theme: Theme, width: Int) {
        self.theme = theme
        self.width = max(10, width)
    }

    /// A heading with a blank line before it.
    mutating func heading(_ title: String, _ remark: StyledText = .empty) {
        if !lines.isEmpty { lines.append(.empty) }
        line(title.styled(theme.title) + (remark.isEmpty ? .empty : "  ".styled(.plain) + remark.styled(theme.dim)))
    }

    /// A blank line.
    mutating func lineBreak() { lines.append(.empty) }

    /// One line; what does not fit is cut with an ellipsis.
    mutating func line(_ text: StyledText) { lines.append(Self.cut(text, to: width, theme.art)) }

    /// A sentence that goes on below where it does not fit.
    mutating func sentence(_ text: StyledText, indent: Int = 0) {
        let blank = String(repeating: " ", count: indent).styled(.plain)
        for piece in TextWrap.lines(of: text, width: max(1, width - indent)) { lines.append(blank + piece) }
    }

    /// Cells beside each other, each so many columns wide; the last takes what is left.
    mutating func row(_ cells: [(text: StyledText, width: Int)], last: StyledText) {
        var text = StyledText.empty
        for cell in cells {
            text += Self.padded(cell.text, to: cell.width, theme.art) + " ".styled(.plain)
        }
        line(text + last)
    }

    /// A name and what belongs to it, which goes on below under itself.
    mutating func fact(_ name: String, _ value: StyledText, nameWidth: Int = 14) {
        let room = max(1, width - nameWidth - 1)
        for (index, piece) in TextWrap.lines(of: value, width: room).enumerated() {
            let label = index == 0 ? name.styled(theme.dim) : .empty
            lines.append(Self.padded(label, to: nameWidth, theme.art) + " ".styled(.plain) + piece)
        }
    }

    /// The text in exactly so many columns.
    static func padded(_ text: StyledText, to width: Int, _ art: LineArt) -> StyledText {
        let cut = cut(text, to: width, art)
        return cut + String(repeating: " ", count: max(0, width - cut.width)).styled(.plain)
    }

    /// The text at the right end of so many columns.
    static func trailing(_ text: StyledText, in width: Int) -> StyledText {
        String(repeating: " ", count: max(0, width - text.width)).styled(.plain) + text
    }

    /// The text in at most so many columns, with an ellipsis where some of it is lost.
    static func cut(_ text: StyledText, to width: Int, _ art: LineArt) -> StyledText {
        guard text.width > width else { return text }
        var result = StyledText.empty
        var room = width - DisplayWidth.of(art.ellipsis)
        for run in text.runs {
            var kept = ""
            for cluster in SafeText.clusters(of: run.text) {
                guard cluster.width <= room else {
                    result.append(kept, run.style)
                    return result + art.ellipsis.styled(run.style)
                }
                room -= cluster.width
                kept += cluster.text
            }
            result.append(kept, run.style)
        }
        return result
    }
}
