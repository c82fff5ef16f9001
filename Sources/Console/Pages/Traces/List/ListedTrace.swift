import Traces

/// A trace of the list as its cursor knows it: the same trace whatever else its row says, and quick to find again.
struct ListedTrace: Sendable, Hashable {
    let row: TraceRow

    static func == (left: ListedTrace, right: ListedTrace) -> Bool { left.row.id == right.row.id }

    func hash(into hasher: inout Hasher) { hasher.combine(row.id) }
}
