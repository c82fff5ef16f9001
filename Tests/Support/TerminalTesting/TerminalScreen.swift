/// What a person would see, and what the program has asked of the terminal.
public struct TerminalScreen: Sendable, CustomStringConvertible {
    /// One place of the screen.
    public struct Cell: Sendable, Hashable {
        /// What is written there; empty for the right half of a wide character.
        public var text: String
        /// -1 the terminal's own, 0…255 of its palette, or 0x1000000 + 0xRRGGBB.
        public var foreground: Int
        /// As ``foreground``.
        public var background: Int
        /// Drawn bold.
        public var isBold: Bool
        /// Drawn in italics.
        public var isItalic: Bool
        /// Drawn with a line below.
        public var isUnderlined: Bool
        /// Drawn with its colours exchanged.
        public var isReverse: Bool
    }

    /// The cells, row by row.
    public internal(set) var rows: [[Cell]] = []
    /// Column and row of the cursor, from zero.
    public internal(set) var cursor = (x: 0, y: 0)
    /// Whether the cursor is shown.
    public internal(set) var isCursorVisible = true
    /// Whether the alternate screen is on, as full-screen programs have it.
    public internal(set) var isAlternate = false
    /// Whether the program gets told of the mouse.
    public internal(set) var reportsMouse = false
    /// Whether pastes are marked.
    public internal(set) var bracketsPastes = false
    /// The window's title, as far as it was set.
    public internal(set) var title = ""
    /// How often the bell was rung.
    public internal(set) var bells = 0
    /// How the program has ended, if it has.
    public internal(set) var ending: Ending?

    /// How a program has ended.
    public enum Ending: Sendable, Hashable {
        /// By itself, with this code.
        case exited(Int32)
        /// By this signal.
        case killed(Int32)
    }

    /// The lines as text, blanks at their ends cut.
    public var lines: [String] {
        rows.map { row in
            var line = row.map(\.text).joined()
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// All of it as text.
    public var text: String { lines.joined(separator: "\n") }

    /// Whether the text is on the screen, within one line.
    public func contains(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

    /// The first row that has the text.
    public func row(of text: String) -> Int? { lines.firstIndex { $0.contains(text) } }

    /// The screen as text, and what is set, for failures.
    public var description: String {
        text + "\n[cursor \(cursor.x),\(cursor.y)\(isCursorVisible ? "" : " hidden")"
            + (isAlternate ? " alternate" : "") + (reportsMouse ? " mouse" : "")
            + (bracketsPastes ? " paste" : "") + (ending.map { " \($0)" } ?? "") + "]"
    }
}
