extension SpanTree {
    /// The tree of a trace as it is now. - Complexity: O(spans × log spans)
    /// - Parameter matched: places of the spans to be marked as matching the list's filter.
    static func build(_ store: SpanStore, trace: Int, matched: Set<Int> = []) -> SpanTree {
        var spans: [(place: Int, row: SpanRow)] = []
        spans.reserveCapacity(Int(store.traces[trace].spanCount))
        store.forEachSpan(of: trace) { spans.append(($0, $1)) }
        var logged: Set<UInt64> = []
        store.forEachLog(of: trace) { if $0.span != 0 { logged.insert($0.span) } }
        let maker = NodeMaker(
            tree: SpanTreeBuilder(spans: spans), summary: store.traces[trace], names: store.names.names,
            loggedSpans: logged, matched: matched)
        return maker.make()
    }
}

/// Turns the shape of a tree and its times into rows.
private struct NodeMaker {
    let tree: SpanTreeBuilder
    let times: SpanTimes
    let summary: TraceSummary
    let names: SymbolNames
    let loggedSpans: Set<UInt64>
    let matched: Set<Int>

    init(
        tree: SpanTreeBuilder, summary: TraceSummary, names: SymbolNames, loggedSpans: Set<UInt64>,
        matched: Set<Int>
    ) {
        self.tree = tree
        times = SpanTimes(tree)
        self.summary = summary
        self.names = names
        self.loggedSpans = loggedSpans
        self.matched = matched
    }

    func make() -> SpanTree {
        let order = tree.preorder()
        var depths = [Int32](repeating: 0, count: tree.nodeCount)
        var sizes = depths
        var failures = depths
        for node in order {
            let parent = tree.parents[Int(node)]
            if parent >= 0 { depths[Int(node)] = depths[Int(parent)] + 1 }
        }
        for node in order.reversed() {
            let parent = Int(tree.parents[Int(node)])
            guard parent >= 0 else { continue }
            sizes[parent] += sizes[Int(node)] + 1
            failures[parent] += failures[Int(node)] + (isFailed(Int(node)) ? 1 : 0)
        }
        var nodes: [SpanTreeNode] = []
        nodes.reserveCapacity(order.count)
        for node in order {
            let place = Int(node)
            let shape = (depths[place], sizes[place], failures[place])
            nodes.append(place < tree.rows.count ? spanNode(place, shape) : missingNode(place, shape))
        }
        return SpanTree(
            trace: summary.id, revision: UInt64(summary.revision), start: Timestamp(nanoseconds: times.traceStart),
            duration: .nanoseconds(Int64(clamping: times.traceEnd - times.traceStart)), nodes: nodes,
            spanCount: tree.rows.count, errorCount: tree.rows.count { $0.status == .error },
            missingParentCount: tree.missing.count, cycleCount: tree.cut.count,
            services: Set(tree.rows.map(\.service)).map { names[$0] }.sorted())
    }

    private func isFailed(_ node: Int) -> Bool { node < tree.rows.count && tree.rows[node].status == .error }

    private func spanNode(_ node: Int, _ shape: (depth: Int32, size: Int32, failed: Int32)) -> SpanTreeNode {
        let row = tree.rows[node]
        let isIdentified = !row.notes.contains(.badSpanID)
        return SpanTreeNode(
            id: isIdentified ? .span(SpanID(row.id)) : .unidentified(tree.places[node]),
            parent: row.parent == 0 ? nil : SpanID(row.parent), name: names[row.name], service: names[row.service],
            kind: row.kind, status: row.status, start: Timestamp(nanoseconds: row.start),
            duration: .nanoseconds(Int64(clamping: row.duration)),
            selfTime: .nanoseconds(Int64(clamping: times.selfTimes[node])), depth: Int(shape.depth),
            descendantCount: Int(shape.size), failedDescendantCount: Int(shape.failed), notes: notes(node, row))
    }

    private func missingNode(_ node: Int, _ shape: (depth: Int32, size: Int32, failed: Int32)) -> SpanTreeNode {
        let id = SpanID(tree.missing[node - tree.rows.count])
        let span = times.ends[node] - times.starts[node]
        return SpanTreeNode(
            id: .missingParent(id), parent: nil, name: "", service: "", kind: .unspecified, status: .unset,
            start: Timestamp(nanoseconds: times.starts[node]), duration: .nanoseconds(Int64(clamping: span)),
            selfTime: .zero, depth: Int(shape.depth), descendantCount: Int(shape.size),
            failedDescendantCount: Int(shape.failed), notes: times.isCritical[node] ? .critical : [])
    }

    private func notes(_ node: Int, _ row: SpanRow) -> SpanTreeNode.Notes {
        var notes: SpanTreeNode.Notes = []
        for (from, to) in NodeMaker.translation where row.notes.contains(from) { notes.insert(to) }
        if loggedSpans.contains(row.id) { notes.insert(.hasLogs) }
        if times.isCritical[node] { notes.insert(.critical) }
        if tree.cut.contains(node) { notes.insert(.cycle) }
        if isSkewed(node, row) { notes.insert(.clockSkew) }
        if matched.contains(tree.places[node]) { notes.insert(.matched) }
        return notes
    }

    private static let translation: [(SpanRow.Notes, SpanTreeNode.Notes)] = [
        (.running, .running), (.endsBeforeStart, .endsBeforeStart), (.duplicate, .duplicate), (.dropped, .dropped),
        (.badTime, .badTime), (.badParentID, .badParentID), (.hasEvents, .hasEvents), (.hasLinks, .hasLinks),
    ]

    /// Two services' clocks disagree: a call began before its caller, or was answered after its caller had the answer.
    private func isSkewed(_ node: Int, _ row: SpanRow) -> Bool {
        let parent = Int(tree.parents[node])
        guard parent >= 0, parent < tree.rows.count, row.hasTime else { return false }
        let caller = tree.rows[parent]
        guard caller.hasTime, caller.service != row.service else { return false }
        if row.start < caller.start { return true }
        return row.kind == .server && caller.kind == .client && !row.isRunning && !caller.isRunning
            && row.end > caller.end
    }
}
