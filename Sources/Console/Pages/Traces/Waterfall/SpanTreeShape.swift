import Traces

/// What drawing a row needs to know of the nodes around it, worked out once for a tree.
struct SpanTreeShape: Sendable {
    /// For each node the place of its parent, −1 for a root.
    private var parents: [Int32] = []
    /// For each node the nanoseconds before it in which its parent waited for nobody; 0 where an earlier sibling ran up to
    /// its start, and for roots.
    private var gaps: [Int64] = []

    /// How many spans have each note that is told of the trace as a whole.
    private(set) var noteCounts: [(note: SpanTreeNode.Notes, count: Int)] = [
        (.running, 0), (.clockSkew, 0), (.dropped, 0), (.duplicate, 0), (.badTime, 0),
    ]

    /// The shape of no tree.
    init() {}

    /// - Complexity: O(nodes)
    init(_ tree: SpanTree) {
        parents.reserveCapacity(tree.nodes.count)
        gaps.reserveCapacity(tree.nodes.count)
        // For each depth the node that is open there, and up to when its children have run.
        var path: [(place: Int32, busyUntil: UInt64)] = []
        for (place, node) in tree.nodes.enumerated() {
            path.removeSubrange(min(node.depth, path.count)...)
            parents.append(path.last?.place ?? -1)
            let start = node.start.nanoseconds
            if let busy = path.last?.busyUntil, start > busy {
                gaps.append(Int64(clamping: start - busy))
            } else {
                gaps.append(0)
            }
            if let last = path.indices.last {
                path[last].busyUntil = max(path[last].busyUntil, node.end.nanoseconds)
            }
            path.append((Int32(place), start))
            for index in noteCounts.indices where node.notes.contains(noteCounts[index].note) {
                noteCounts[index].count += 1
            }
        }
    }

    /// How many spans have a note.
    func count(of note: SpanTreeNode.Notes) -> Int { noteCounts.first { $0.note == note }?.count ?? 0 }

    /// The place of a node's parent; `nil` for a root.
    func parent(of place: Int) -> Int? {
        guard parents.indices.contains(place), parents[place] >= 0 else { return nil }
        return Int(parents[place])
    }

    /// The places from a node's parent up to its root.
    func ancestors(of place: Int) -> some Sequence<Int> {
        sequence(state: place) { (next: inout Int) -> Int? in
            guard let parent = self.parent(of: next) else { return nil }
            next = parent
            return parent
        }
    }

    /// Nanoseconds before a node in which its parent waited for none of its children.
    func gap(before place: Int) -> Int64 { gaps.indices.contains(place) ? gaps[place] : 0 }
}
