import TerminalUI

/// The columns of the list. Which of them are left out on a narrow screen is the table's own work, by their priorities.
enum SagasColumns {
    static let barWidth = 12

    /// - Parameter tellsCommands: a row has a command to tell of.
    static func columns(
        width: Int, ids: Int, steps: Int, names: Int, sort: SagaSort, tellsCommands: Bool
    ) -> [Column] {
        [
            Column("saga", .fixed(min(max(12, ids), max(14, width / 5))), least: 12),
            Column("status", .fixed(17), sort: sort == .status ? .descending : nil),
        ] + (tellsCommands ? [RowFate.column(width: width)] : []) + [
            Column("steps", .fixed(barWidth)),
            Column("at", .fixed(min(max(8, steps), 24)), priority: 1),
            Column("changed", .fixed(11), align: .trailing, priority: 2, sort: sort == .changed ? .descending : nil),
            Column("name", .fixed(min(max(8, names), 24)), priority: 5, sort: sort == .name ? .ascending : nil),
            Column("in", .fixed(10), priority: 6),
            Column("began", .fixed(8), align: .trailing, priority: 4, sort: sort == .newest ? .descending : nil),
            Column("took", .fixed(7), align: .trailing, priority: 7),
            Column("why", .fill(3), priority: 3, least: 20),
        ]
    }
}
