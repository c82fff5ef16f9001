/// What follows from the times of a tree's nodes: extents of missing parents, self time, and the critical path.
struct SpanTimes {
    /// For each node its start and end in nanoseconds; a running span reaches to the end of the trace.
    let starts: [UInt64]
    let ends: [UInt64]
    /// For each node the time in which none of its children ran.
    private(set) var selfTimes: [UInt64]
    private(set) var isCritical: [Bool]
    /// The earliest start and the latest end of all spans.
    let traceStart: UInt64
    let traceEnd: UInt64

    init(_ tree: SpanTreeBuilder) {
        let timed = tree.rows.filter(\.hasTime)
        let traceStart = timed.lazy.map(\.start).min() ?? 0
        let traceEnd = max(timed.lazy.map(\.end).max() ?? 0, traceStart)
        var starts = tree.rows.map { $0.hasTime ? $0.start : traceStart }
        var ends = tree.rows.map { row in
            row.hasTime ? (row.isRunning ? max(traceEnd, row.start) : row.end) : traceStart
        }
        for node in tree.rows.count..<tree.nodeCount {
            let children = tree.children(of: node)
            starts.append(children.map { starts[Int($0)] }.min() ?? traceStart)
            ends.append(children.map { ends[Int($0)] }.max() ?? traceStart)
        }
        self.traceStart = traceStart
        self.traceEnd = traceEnd
        self.starts = starts
        self.ends = ends
        selfTimes = []
        isCritical = Array(repeating: false, count: tree.nodeCount)
        selfTimes = (0..<tree.nodeCount).map { selfTime(of: $0, in: tree) }
        if let root = tree.roots.first { markCritical(from: Int(root), in: tree) }
    }

    /// Children stand by start, so one pass over them adds up what they cover together.
    private func selfTime(of node: Int, in tree: SpanTreeBuilder) -> UInt64 {
        let start = starts[node]
        let end = ends[node]
        var covered: UInt64 = 0
        var reached = start
        for child in tree.children(of: node) {
            let from = max(starts[Int(child)], reached)
            let to = min(ends[Int(child)], end)
            guard to > from else { continue }
            covered += to - from
            reached = to
        }
        return end - start - min(covered, end - start)
    }

    /// Walks back from the end of a span: of the children that had ended by then, the one that ended last was waited
    /// for; before its start the same question is asked again.
    private mutating func markCritical(from root: Int, in tree: SpanTreeBuilder) {
        var pending = [(node: root, end: ends[root])]
        while let (node, limit) = pending.popLast() {
            isCritical[node] = true
            var cursor = min(limit, ends[node])
            let byEnd = tree.children(of: node).sorted { ends[Int($0)] > ends[Int($1)] }
            for child in byEnd {
                let place = Int(child)
                let end = min(ends[place], ends[node])
                guard end <= cursor, starts[place] < cursor || ends[place] == starts[place],
                    starts[place] >= starts[node]
                else { continue }
                pending.append((place, end))
                cursor = starts[place]
            }
        }
    }
}
