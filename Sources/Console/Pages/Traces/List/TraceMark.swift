import Foundation
import TerminalUI
import Traces

/// How a trace is, as a sign and a word.
struct TraceMark {
    private let row: TraceRow
    /// Some of its spans have not ended: those that say so, or its root. A span is written when it ends, the root last, so
    /// that a young trace without a root is no sign of loss.
    let isRunning: Bool
    private static let rootIsAwaited: TimeInterval = 10

    init(_ row: TraceRow, now: Date) {
        self.row = row
        let quiet = now.timeIntervalSince(row.start.date) - row.duration.seconds
        isRunning = row.runningCount > 0 || row.isRootMissing && quiet < Self.rootIsAwaited
    }

    /// `✖ failed`, `▶ running`, `? no root`; nothing for a trace that is whole and well.
    func text(_ theme: Theme) -> StyledText {
        let hasFailed = row.errorCount > 0
        if isRunning {
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
