import TerminalUI

/// The Breakers page's own state.
struct BreakersPage: Sendable {
    /// The filter that was entered.
    var filter = ""
    /// The filter while it is being typed.
    var typedFilter: String?
    var sort = BreakerSort.name
    /// Groups that a person has folded.
    var folded: Set<BreakerRowID> = []

    /// The rows under filter and folds, worked out when the page is looked at and something has changed.
    var rows: [BreakerRow] = []
    /// Breakers that the filter hides.
    var hidden = 0
    /// The rows must be worked out anew before they are shown.
    var isOutdated = true

    var cursor = ListCursor<BreakerRowID>()
    var detail = DetailPane<BreakerRowID>()

    /// The filter that counts now.
    var activeFilter: String { typedFilter ?? filter }
    var selectedRow: BreakerRow? { rows.indices.contains(cursor.row) ? rows[cursor.row] : nil }
}
