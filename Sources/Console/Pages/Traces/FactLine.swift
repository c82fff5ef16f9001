import TerminalUI

/// Facts in one line, the most important first: as many as fit whole, so that none is cut in the middle.
enum FactLine {
    static func text(_ facts: [StyledText], width: Int, theme: Theme) -> StyledText {
        let dot = " \(theme.art.dotSeparator) ".styled(theme.border)
        var line = StyledText.empty
        for fact in facts where !fact.isEmpty {
            let longer = line.isEmpty ? fact : line + dot + fact
            // The first one stands there in any case, cut where it must be.
            if line.isEmpty || longer.width <= width { line = longer }
        }
        return line
    }
}
