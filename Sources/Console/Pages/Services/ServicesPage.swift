import Probes
import TerminalUI

/// The Services page's own state.
struct ServicesPage: Sendable {
    /// What has the keys while a row is opened.
    enum Focus: Sendable { case tree, detail }
    /// What `Z` has said about every row.
    enum FoldAll: Sendable { case byHealth, folded, unfolded }

    /// The filter that was entered.
    var filter = ""
    /// The filter while it is being typed.
    var typedFilter: String?
    var sort = ServiceSort.config
    var foldAll = FoldAll.byHealth
    /// Rows that a person has folded (`true`) or unfolded (`false`).
    var folds: [ServiceRowID: Bool] = [:]

    /// The rows under filter and folds, worked out when something that they depend on has changed.
    var rows: [ServiceRow] = []
    /// Endpoints that the filter hides, and all of them.
    var hidden = 0, total = 0
    /// Columns that the longest name takes, its guides included.
    var nameWidth = 0
    /// The rows must be worked out anew before they are shown.
    var isOutdated = true
    /// The snapshot that the rows are of.
    var revision: Int?

    var cursor = ListCursor<ServiceRowID>()
    var isDetailOpen = false
    var focus = Focus.tree
    /// The first line of the detail on screen, and the row that it is of.
    var detailTop = 0
    var detailOf: ServiceRowID?

    /// The filter that counts now.
    var activeFilter: String { typedFilter ?? filter }
    var selectedRow: ServiceRow? { rows.indices.contains(cursor.row) ? rows[cursor.row] : nil }
    var isDetailFocused: Bool { isDetailOpen && focus == .detail }
}
