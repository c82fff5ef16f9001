/// The list of the current query, kept sorted as traces change.
struct TraceListing: Sendable {
    private(set) var query: TraceQuery
    private var matcher: SpanMatcher
    private var order = TraceOrder()
    /// The key that each listed trace stands under.
    private var keys: [UInt64] = []
    private var traceCount = 0

    init(_ query: TraceQuery) {
        self.query = query
        matcher = SpanMatcher(query.filter)
    }

    /// Makes the list anew over the whole store. - Complexity: O(spans), or O(traces) without a filter.
    mutating func rebuild(_ store: inout SpanStore) {
        matcher = SpanMatcher(query.filter)
        keys = Array(repeating: 0, count: store.traces.count)
        traceCount = 0
        var entries: [TraceOrder.Entry] = []
        for trace in 0..<store.traces.count {
            let summary = store.traces[trace]
            guard summary.spanCount > 0 else { continue }
            traceCount += 1
            let matched = matchCount(trace, store)
            store.updateQueryState(of: trace, listed: matched > 0, matched: matched)
            guard matched > 0 else { continue }
            keys[trace] = query.sort.key(of: summary)
            entries.append(TraceOrder.Entry(key: keys[trace], trace: UInt32(trace)))
        }
        order = TraceOrder(entries)
    }

    /// Takes another query.
    mutating func use(_ query: TraceQuery, _ store: inout SpanStore) {
        self.query = query
        rebuild(&store)
    }

    /// Moves the traces that changed to where they belong now. - Complexity: O(their spans)
    mutating func update(_ touched: [UInt32], _ store: inout SpanStore) {
        for number in touched {
            let trace = Int(number)
            let summary = store.traces[trace]
            guard summary.spanCount > 0 else { continue }
            if trace >= keys.count {
                keys.append(contentsOf: repeatElement(0, count: store.traces.count - keys.count))
            }
            let matched = matchCount(trace, store)
            let key = query.sort.key(of: summary)
            let isNew = !summary.isCounted
            if isNew { traceCount += 1 }
            if summary.isListed {
                if matched > 0, keys[trace] == key {
                    store.updateQueryState(of: trace, listed: true, matched: matched)
                    continue
                }
                order.remove(TraceOrder.Entry(key: keys[trace], trace: number))
            }
            if matched > 0 {
                order.insert(TraceOrder.Entry(key: key, trace: number))
                keys[trace] = key
            }
            store.updateQueryState(of: trace, listed: matched > 0, matched: matched)
        }
    }

    /// The list as it is now.
    func snapshot(_ store: SpanStore) -> TraceList {
        TraceList(
            order: order.snapshot(), summaries: store.traces, names: store.names.names,
            services: store.services.members, query: query, hiddenCount: traceCount - order.count,
            isSearching: false)
    }

    /// Spans of a trace that match; 1 for any trace when nothing is filtered.
    private mutating func matchCount(_ trace: Int, _ store: SpanStore) -> UInt32 {
        guard !matcher.isEmpty else { return 1 }
        let summary = store.traces[trace]
        let names = store.names.names
        var count: UInt32 = 0
        store.forEachSpan(of: trace) { _, row in
            if matcher.matches(row, of: summary, names: names) { count += 1 }
        }
        return count
    }
}
