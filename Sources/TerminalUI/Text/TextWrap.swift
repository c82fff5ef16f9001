/// Breaks a line where it would leave the screen: at blanks if it has any in reach, else between clusters.
public enum TextWrap {
    /// The pieces, each at most `width` columns (a single cluster wider than that stands alone); never empty.
    public static func lines(of text: StyledText, width: Int) -> [StyledText] {
        let width = max(1, width)
        guard text.width > width else { return [text] }
        var result: [StyledText] = []
        var line: [Piece] = []
        var columns = 0
        for piece in pieces(of: text) {
            if columns + piece.width > width, !line.isEmpty {
                let cut = breakPlace(in: line)
                result.append(assemble(line[..<cut]))
                line = Array(line[cut...].drop { $0.isBlank })
                columns = line.reduce(0) { $0 + $1.width }
                if line.isEmpty, piece.isBlank { continue }
            }
            line.append(piece)
            columns += piece.width
        }
        if !line.isEmpty { result.append(assemble(line[...])) }
        return result.isEmpty ? [.empty] : result
    }

    private struct Piece {
        let text: String
        let width: Int
        let style: Style
        var isBlank: Bool { text == " " }
    }

    private static func pieces(of text: StyledText) -> [Piece] {
        text.runs.flatMap { run in
            SafeText.clusters(of: run.text).flatMap { cluster in
                // An escape may be wider than the line: it can be broken anywhere.
                cluster.isEscape
                    ? cluster.text.map { Piece(text: String($0), width: 1, style: run.style) }
                    : [Piece(text: cluster.text, width: cluster.width, style: run.style)]
            }
        }
    }

    /// How many pieces stay on this line: up to and with its last blank, else all.
    private static func breakPlace(in line: [Piece]) -> Int {
        guard let blank = line.lastIndex(where: { $0.isBlank }), line[..<blank].contains(where: { !$0.isBlank })
        else { return line.count }
        return blank + 1
    }

    private static func assemble(_ pieces: ArraySlice<Piece>) -> StyledText {
        var result = StyledText.empty
        var text = ""
        var style: Style?
        for piece in pieces {
            if let style, style != piece.style {
                result.append(text, style)
                text = ""
            }
            style = piece.style
            text += piece.text
        }
        if let style { result.append(text, style) }
        return result
    }
}
