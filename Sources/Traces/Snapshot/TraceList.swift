/// The traces of the current query in its order. Rows are made when they are asked for.
public struct TraceList: Sendable, RandomAccessCollection {
    let order: TraceOrder.Snapshot
    let summaries: ChunkedArray<TraceSummary>
    let names: SymbolNames
    let services: ServiceSets.Snapshot
    let attributeKeys: [String]

    /// The query that this list answers.
    public let query: TraceQuery
    /// Traces that the filter leaves out.
    public let hiddenCount: Int
    /// The filter is still being applied to what was read before; the counts grow until it is done.
    public let isSearching: Bool

    public var startIndex: Int { 0 }
    /// Traces that match.
    public var endIndex: Int { order.count }

    /// The row at a place. - Complexity: O(log `count`)
    public subscript(position: Int) -> TraceRow { row(summaries[Int(order[position].trace)], order[position].trace) }

    /// Where the trace of a row stands now; `nil` if it is not in the list.
    /// - Complexity: O(log `count`)
    public func index(of row: TraceRow) -> Int? {
        guard row.slot < summaries.count else { return nil }
        let summary = summaries[row.slot]
        guard summary.id == row.id else { return firstIndex { $0.id == row.id } }
        return order.place(of: TraceOrder.Entry(key: query.sort.key(of: summary), trace: UInt32(row.slot)))
    }

    /// Where a trace stands; `nil` if it is not in the list. - Complexity: O(`count`) when it has to be searched for;
    /// prefer ``index(of:)-(TraceRow)`` with a row of an earlier list.
    public func index(of trace: TraceID) -> Int? {
        for place in 0..<order.count where summaries[Int(order[place].trace)].id == trace { return place }
        return nil
    }

    private func row(_ trace: TraceSummary, _ slot: UInt32) -> TraceRow {
        TraceRow(
            id: trace.id, name: names[trace.rootName], service: names[trace.rootService],
            start: Timestamp(nanoseconds: trace.start), duration: .nanoseconds(Int64(clamping: trace.duration)),
            spanCount: Int(trace.spanCount), errorCount: Int(trace.errorCount),
            runningCount: Int(trace.runningCount), services: services[Int(trace.services)].map { names[$0] }.sorted(),
            saga: trace.saga == 0 ? nil : names[trace.saga], isRootMissing: !trace.hasRoot,
            matchedSpans: query.filter.isEmpty ? 0 : Int(trace.matchedCount), slot: Int(slot))
    }

    static let empty = TraceList(
        order: .empty, summaries: ChunkedArray(), names: SymbolNames(), services: .empty, attributeKeys: [],
        query: TraceQuery(),
        hiddenCount: 0, isSearching: false)
}
