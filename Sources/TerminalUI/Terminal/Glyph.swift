import CTerminal

/// What is given to ncurses for one cell: scalars that it takes for exactly as many columns as the frame has for it.
///
/// ncurses counts columns by the C library's table, terminals by their own. Where those differ from ours, something
/// that all agree on is shown instead: a flag as its two letters, the first of joined emoji, a symbol without emoji
/// presentation and a blank, `?` for what the C library does not know.
struct Glyph: Equatable {
    /// A base, and marks without a width.
    var scalars: [wchar_t]
    /// Cells of one column after it.
    var fillers: [wchar_t] = []

    private static let blank = wchar_t(0x20)
    private static let unknown = wchar_t(0x3F)

    /// - Parameter text: one cluster, as a frame's cell has it.
    init(_ text: String, isUTF8: Bool) {
        let width = DisplayWidth.of(text)
        let all = text.unicodeScalars
        guard let base = all.first else {
            scalars = [Self.blank]
            return
        }
        fillers = Array(repeating: Self.blank, count: max(0, width - 1))
        let letters = all.prefix(2).compactMap(Self.letter)
        if let first = letters.first {
            scalars = [first]
            fillers = [letters.count > 1 ? letters[1] : Self.blank]
        } else if !isUTF8 {
            scalars = [LineArt.asciiFor[base].map { wchar_t($0.value) } ?? Self.unknown]
            fillers = Array(repeating: Self.unknown, count: max(0, width - 1))
        } else {
            let columns = Int(ct_columns(base.value))
            guard columns == width || columns == 1 else {
                scalars = [Self.unknown]
                return
            }
            if columns == width { fillers = [] }
            scalars = [wchar_t(base.value)] + Self.marks(of: all)
        }
    }

    /// The letter that a regional indicator stands for.
    private static func letter(_ scalar: Unicode.Scalar) -> wchar_t? {
        (0x1F1E6...0x1F1FF).contains(scalar.value) ? wchar_t(scalar.value - 0x1F1E6 + 0x41) : nil
    }

    private static func marks(of scalars: String.UnicodeScalarView) -> [wchar_t] {
        // U+FE0F asks the terminal for another width than ncurses counts; a joiner has nothing to join here.
        scalars.dropFirst().prefix { $0.value != 0x200D && $0.value != 0xFE0F }
            .filter { ct_columns($0.value) == 0 }
            .prefix(SafeText.marksPerBase).map { wchar_t($0.value) }
    }
}

extension LineArt {
    /// What stands for our own line art, and for a few signs of punctuation, where only ASCII is shown.
    static let asciiFor: [Unicode.Scalar: Unicode.Scalar] = [
        "─": "-", "│": "|", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "├": "|", "└": "`", "▾": "-", "▸": "+", "…": "~",
        "·": "-", "→": ">", "←": "<", "↑": "^", "↓": "v", "▲": "^", "▼": "v", "‹": "<", "›": ">", "●": "*", "○": "o",
        "✖": "x", "◆": "#", "◈": "%", "✓": "v", "▶": ">", "↩": "<", "▁": "_", "▂": ".", "▃": "-", "▄": "=", "▅": "+",
        "▆": "*", "▇": "%", "█": "#", "▏": ".", "▎": ":", "▍": ":", "▌": "=", "▋": "=", "▊": "=", "▉": "#", "░": ".",
        "—": "-", "–": "-", "“": "\"", "”": "\"", "‘": "'", "’": "'", "\u{A0}": " ", "×": "x", "↵": "<", "µ": "u",
    ]
}
