/// The spans of one trace as rows, parents before children, children by start. Built when somebody looks.
public struct SpanTree: Sendable, Equatable {
    public let trace: TraceID
    /// Grows whenever the trace changed.
    public let revision: UInt64
    /// The earliest start and the latest end of all spans.
    public let start: Timestamp
    public let duration: Duration
    /// All rows, unfolded.
    public let nodes: [SpanTreeNode]
    public let spanCount: Int
    public let errorCount: Int
    /// Parents that spans name and that have not been seen.
    public let missingParentCount: Int
    /// Cycles of parents that were cut.
    public let cycleCount: Int
    /// Distinct services by name.
    public let services: [String]

    /// The nodes that are visible when some are folded, as places in ``nodes``.
    /// - Complexity: O(rows visible).
    public func rows(folding folded: Set<SpanTreeNode.ID>) -> [Int] {
        guard !folded.isEmpty else { return Array(nodes.indices) }
        var rows: [Int] = []
        var place = 0
        while place < nodes.count {
            rows.append(place)
            let node = nodes[place]
            place += 1 + (node.descendantCount > 0 && folded.contains(node.id) ? node.descendantCount : 0)
        }
        return rows
    }

    /// The place of the next failed span after (or, backwards, before) a place, around the end; `nil` without any.
    public func nextFailed(after place: Int, backwards: Bool = false) -> Int? {
        let step = backwards ? nodes.count - 1 : 1
        var next = place
        for _ in nodes.indices {
            next = (next + step) % nodes.count
            if nodes[next].isFailed { return next }
        }
        return nil
    }
}
