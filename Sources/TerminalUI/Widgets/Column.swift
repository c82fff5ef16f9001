/// A column of a ``Table``.
public struct Column: Sendable, Hashable {
    /// Which way rows are ordered by it.
    public enum Sort: Sendable, Hashable { case ascending, descending }

    /// Its heading.
    public var title: String
    /// How wide it is.
    public var width: Constraint
    /// Where its text stands.
    public var align: Alignment
    /// The higher, the sooner it is left out when the table is narrow; columns of priority 0 always stay.
    public var priority: Int
    /// Columns without which it is of no use: the table leaves out columns until every other has its least width.
    public var least: Int
    /// Set on the column that rows are ordered by.
    public var sort: Sort?

    /// A column.
    /// - Parameters:
    ///   - least: columns it needs at least; by default what `width` says, or the title's width for one that fills.
    public init(
        _ title: String, _ width: Constraint = .fill(), align: Alignment = .leading, priority: Int = 0,
        least: Int? = nil, sort: Sort? = nil
    ) {
        self.title = title
        self.width = width
        self.align = align
        self.priority = priority
        self.sort = sort
        switch width {
        case .fixed(let count), .min(let count): self.least = least ?? count
        case .max, .percent, .fill: self.least = least ?? max(4, DisplayWidth.of(title))
        }
    }
}
