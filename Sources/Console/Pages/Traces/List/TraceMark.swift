import TerminalUI
import Traces

/// How a trace is, as a sign and a word.
struct TraceMark {
    private let row: TraceRow

    init(_ row: TraceRow) { self.row = row }

    /// `✖ failed`, `▶ running`, `? no root`; nothing for a trace that is whole and well.
    func text(_ theme: Theme) -> StyledText {
        let hasFailed = row.errorCount > 0
        if row.runningCount > 0 {
            return hasFailed
                ? "\(theme.art.cross) running".styled(theme.bad) : "\(theme.art.play) running".styled(theme.info)
        }
        if row.isRootMissing {
            return hasFailed
                ? "\(theme.art.cross) no root".styled(theme.bad) : "\(theme.art.question) no root".styled(theme.warning)
        }
        return hasFailed ? "\(theme.art.cross) failed".styled(theme.bad) : .empty
    }
}
