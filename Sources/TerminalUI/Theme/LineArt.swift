/// The characters that lines, marks and bars are drawn with: Unicode's, or ASCII where the terminal knows no others.
public struct LineArt: Sendable, Hashable {
    /// `true` where only ASCII may be drawn.
    public let isASCII: Bool

    /// Unicode's box drawing, block and geometric characters.
    public static let unicode = LineArt(isASCII: false)
    /// ASCII only.
    public static let ascii = LineArt(isASCII: true)

    private func pick(_ unicode: String, _ ascii: String) -> String { isASCII ? ascii : unicode }

    // Lines
    /// A horizontal line's piece.
    public var horizontal: String { pick("─", "-") }
    /// A vertical line's piece.
    public var vertical: String { pick("│", "|") }
    /// Upper left corner.
    public var topLeft: String { pick("╭", "+") }
    /// Upper right corner.
    public var topRight: String { pick("╮", "+") }
    /// Lower left corner.
    public var bottomLeft: String { pick("╰", "+") }
    /// Lower right corner.
    public var bottomRight: String { pick("╯", "+") }

    // Trees
    /// A child with siblings below it.
    public var branch: String { pick("├─", "|-") }
    /// The last child.
    public var lastBranch: String { pick("└─", "`-") }
    /// An ancestor that has more children below.
    public var passing: String { pick("│ ", "| ") }
    /// A node whose children are shown.
    public var unfolded: String { pick("▾", "-") }
    /// A node whose children are hidden.
    public var folded: String { pick("▸", "+") }

    // Text
    /// Something was cut off here.
    public var ellipsis: String { pick("…", "~") }
    /// Between facts in one line.
    public var dotSeparator: String { pick("·", "-") }
    /// From here to there.
    public var arrow: String { pick("→", "->") }
    /// Sorted, smallest first.
    public var ascending: String { pick("▲", "^") }
    /// Sorted, largest first.
    public var descending: String { pick("▼", "v") }
    /// More to the left.
    public var moreLeft: String { pick("‹", "<") }
    /// More to the right.
    public var moreRight: String { pick("›", ">") }
    /// The Enter key.
    public var enter: String { pick("↵", "Enter") }

    // Signs: one column each
    /// Everything is as it should be.
    public var dot: String { pick("●", "*") }
    /// An empty place for a dot.
    public var ring: String { pick("○", "o") }
    /// Needs a look.
    public var triangle: String { pick("▲", "^") }
    /// Broken.
    public var cross: String { pick("✖", "x") }
    /// A thing with a state of its own, as a breaker.
    public var diamond: String { pick("◆", "#") }
    /// Half of it.
    public var halfDiamond: String { pick("◈", "%") }
    /// Done.
    public var check: String { pick("✓", "v") }
    /// Nothing is known.
    public var question: String { "?" }
    /// Look here.
    public var exclamation: String { "!" }
    /// A step of a walk, running.
    public var play: String { pick("▶", ">") }
    /// Undone.
    public var back: String { pick("↩", "<") }
    /// Being undone.
    public var undoing: String { pick("◀", "(") }

    // Bars
    /// Levels of a sparkline, lowest first, eight of them.
    public var levels: [String] {
        isASCII ? ["_", ".", "-", "=", "+", "*", "%", "#"] : ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    }
    /// A bar's cell filled from the left by 1…8 eighths.
    public var eighths: [String] {
        isASCII ? [".", ":", ":", "=", "=", "=", "#", "#"] : ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
    }
    /// A whole cell.
    public var full: String { pick("█", "#") }
    /// A cell of a bar that is not reached.
    public var empty: String { pick("░", ".") }
    /// The moving part of a scroll bar.
    public var thumb: String { pick("█", "#") }
    /// The rest of a scroll bar.
    public var track: String { pick("│", "|") }
}
