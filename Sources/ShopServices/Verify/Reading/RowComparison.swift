/// Tells the rows of a table from those that a rebuild makes, and rows that count too much from rows that are otherwise
/// wrong.
struct RowComparison {
    struct Cell: Hashable {
        let column: String
        let value: String
        /// `nil` for what is not a whole number.
        let number: Int64?
    }

    struct Row: Hashable {
        let cells: [Cell]

        /// What it is about: everything but its numbers.
        var subject: [String] { cells.map { $0.number == nil ? "\($0.column)=\($0.value)" : $0.column } }

        var words: String {
            let words = cells.map { "\($0.column)=\($0.value)" }.joined(separator: " ")
            return words.count <= 160 ? words : String(words.prefix(160)) + "…"
        }

        /// Whether no number is smaller than the other's, and one is greater.
        func countsMore(than other: Row) -> Bool {
            let pairs = zip(cells, other.cells).map { ($0.number ?? 0, $1.number ?? 0) }
            return pairs.allSatisfy { $0 >= $1 } && pairs.contains { $0 > $1 }
        }
    }

    /// Rows that are wrong, in words.
    private(set) var differences: [String] = []
    /// Rows that count an event twice, in words.
    private(set) var repeated: [String] = []

    init(table: String, position: Int, there: [Row: Int], wanted: [Row: Int]) {
        let missing = wanted.filter { there[$0.key, default: 0] < $0.value }.keys
        let surplus = there.filter { wanted[$0.key, default: 0] < $0.value }.keys
        var counted = Dictionary(grouping: missing) { $0.subject }
        for row in surplus.sorted(by: { $0.words < $1.words }) {
            if wanted[row] != nil {
                repeated.append("table \(table) has \(row.words) \(there[row] ?? 0) times, not \(wanted[row] ?? 0)")
            } else if let place = counted[row.subject]?.firstIndex(where: { row.countsMore(than: $0) }),
                let less = counted[row.subject]?.remove(at: place)
            {
                repeated.append(
                    "table \(table) has \(row.words); its events up to position \(position) make \(less.words)")
            } else {
                differences.append("table \(table) has \(row.words), which a rebuild up to position \(position) lacks")
            }
        }
        for row in counted.values.joined().sorted(by: { $0.words < $1.words }) {
            differences.append("table \(table) lacks \(row.words), which a rebuild up to position \(position) has")
        }
    }
}
