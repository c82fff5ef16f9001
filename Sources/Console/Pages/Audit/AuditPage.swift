import Audit
import TerminalUI

/// The Audit page's own state.
struct AuditPage: Sendable {
    /// The log as it was read last.
    var reading = AuditReading()
    /// Why it cannot be read; `nil` where it can.
    var failure: String?
    /// It has been read, or could not be.
    var isRead = false
    var filter = ""
    /// The filter while it is being typed.
    var typedFilter: String?

    /// What the filter leaves, the newest first.
    var actions: [AuditAction] = []
    /// All actions of the log.
    var total = 0
    /// Actions by id, for the links from other pages.
    var cursor = ListCursor<String>()
    var detail = DetailPane<String>()

    var activeFilter: String { typedFilter ?? filter }
    var selected: AuditAction? { actions.indices.contains(cursor.row) ? actions[cursor.row] : nil }
}
