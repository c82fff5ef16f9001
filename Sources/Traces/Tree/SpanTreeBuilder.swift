/// Makes a tree of one trace's spans, whatever the order in which they arrived: late parents join, spans whose parent
/// has not been seen hang under a row that says so, and cycles are cut. Nothing recurses, so depth costs no stack.
struct SpanTreeBuilder {
    /// Spans by start, then by id, then by place in the files: the same for any order of arrival.
    let rows: [SpanRow]
    /// For each span its place in the store.
    let places: [Int]
    /// Ids of parents that have not been seen; they are nodes after the spans.
    private(set) var missing: [UInt64] = []
    /// For each node its parent node, −1 for a root.
    private(set) var parents: [Int32]
    /// Spans that were cut loose from a cycle.
    private(set) var cut: Set<Int> = []
    /// For each node where its children begin in `children`, with one more at the end.
    private(set) var firstChild: [Int32] = []
    private(set) var children: [Int32] = []
    private(set) var roots: [Int32] = []

    init(spans: [(place: Int, row: SpanRow)]) {
        let sorted = spans.sorted { SpanTreeBuilder.stands($0.row, before: $1.row) }
        rows = sorted.map(\.row)
        places = sorted.map(\.place)
        parents = Array(repeating: -1, count: sorted.count)
        joinParents()
        cutCycles()
        listChildren()
    }

    var nodeCount: Int { rows.count + missing.count }

    /// The children of a node, by start.
    func children(of node: Int) -> ArraySlice<Int32> {
        children[Int(firstChild[node])..<Int(firstChild[node + 1])]
    }

    private static func stands(_ left: SpanRow, before right: SpanRow) -> Bool {
        let starts = (left.hasTime ? left.start : .max, right.hasTime ? right.start : .max)
        if starts.0 != starts.1 { return starts.0 < starts.1 }
        if left.id != right.id { return left.id < right.id }
        return (left.place.offset, left.place.file) < (right.place.offset, right.place.file)
    }

    private mutating func joinParents() {
        var byID: [UInt64: Int32] = Dictionary(minimumCapacity: rows.count)
        for (place, row) in rows.enumerated() where !row.notes.contains(.badSpanID) { byID[row.id] = Int32(place) }
        var missingNodes: [UInt64: Int32] = [:]
        for (place, row) in rows.enumerated() where row.parent != 0 {
            if let parent = byID[row.parent] {
                parents[place] = parent
            } else if let node = missingNodes[row.parent] {
                parents[place] = node
            } else {
                let node = Int32(rows.count + missing.count)
                missingNodes[row.parent] = node
                missing.append(row.parent)
                parents[place] = node
            }
        }
        parents.append(contentsOf: repeatElement(-1, count: missing.count))
    }

    /// Follows parents upwards from each span once. A walk that meets itself has found a cycle, which is cut above its
    /// earliest span.
    private mutating func cutCycles() {
        var walks = [Int32](repeating: -1, count: nodeCount)
        for start in 0..<rows.count where walks[start] < 0 {
            var node = start
            while node >= 0, walks[node] < 0 {
                walks[node] = Int32(start)
                node = Int(parents[node])
            }
            guard node >= 0, walks[node] == Int32(start) else { continue }
            var earliest = node
            var next = Int(parents[node])
            while next != node {
                earliest = min(earliest, next)
                next = Int(parents[next])
            }
            parents[earliest] = -1
            cut.insert(earliest)
        }
    }

    private mutating func listChildren() {
        var counts = [Int32](repeating: 0, count: nodeCount + 1)
        for parent in parents where parent >= 0 { counts[Int(parent) + 1] += 1 }
        for node in 0..<nodeCount { counts[node + 1] += counts[node] }
        firstChild = counts
        children = Array(repeating: 0, count: Int(counts[nodeCount]))
        for (node, parent) in parents.enumerated() where parent >= 0 {
            children[Int(counts[Int(parent)])] = Int32(node)
            counts[Int(parent)] += 1
        }
        let unsorted = parents.indices.filter { parents[$0] < 0 }
        roots = unsorted.sorted { (rank($0), $0) < (rank($1), $1) }.map { Int32($0) }
    }

    /// A missing parent stands where its first child would.
    private func rank(_ node: Int) -> Int { node < rows.count ? node : Int(children(of: node).first ?? 0) }

    /// All nodes, parents before children.
    func preorder() -> [Int32] {
        var order: [Int32] = []
        order.reserveCapacity(nodeCount)
        var pending = Array(roots.reversed())
        while let node = pending.popLast() {
            order.append(node)
            pending.append(contentsOf: children(of: Int(node)).reversed())
        }
        return order
    }
}
