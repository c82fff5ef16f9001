import TerminalUI

/// One row of a list in full: whether it is open, whether it has the keys, how far it is scrolled.
struct DetailPane<ID: Hashable & Sendable>: Sendable {
    var isOpen = false
    /// The keys are its own.
    var isFocused = false
    /// The first line on screen.
    var top = 0
    /// The row that it is of.
    var row: ID?
    /// Somebody came to it from another page: closing it leads back there.
    var isFromElsewhere = false

    mutating func open(fromElsewhere: Bool = false) {
        isOpen = true
        isFocused = true
        isFromElsewhere = fromElsewhere
    }

    mutating func close() { self = DetailPane() }

    /// Begins at its top where another row is shown than before.
    mutating func follow(_ row: ID?) {
        guard self.row != row else { return }
        self.row = row
        top = 0
    }

    /// Scrolls through so many lines, of which `height` are on screen.
    mutating func scroll(_ move: ListMove, count: Int, height: Int) {
        let last = max(0, count - height)
        let top = min(self.top, last)
        let wanted =
            switch move {
            case .up(let lines): top - lines
            case .down(let lines): top + lines
            case .pageUp: top - max(1, height - 1)
            case .pageDown: top + max(1, height - 1)
            case .halfPageUp: top - max(1, height / 2)
            case .halfPageDown: top + max(1, height / 2)
            case .home: 0
            case .end: last
            case .row(let line): line
            case .screenLine: top
            }
        self.top = max(0, min(wanted, last))
    }
}
