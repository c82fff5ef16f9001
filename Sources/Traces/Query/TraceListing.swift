/// The list of the current query, kept sorted as traces change.
struct TraceListing: Sendable {
    private(set) var query: TraceQuery
    private var matcher: SpanMatcher
    private var search: AttributeSearch
    private var order = TraceOrder()
    /// The key that each listed trace stands under.
    private var keys: [UInt64] = []
    /// Traces with spans.
    private(set) var traceCount = 0

    init(_ query: TraceQuery) {
        self.query = query
        matcher = SpanMatcher(query.filter)
        search = AttributeSearch(query.filter)
    }

    /// Attributes are still being looked up.
    var isSearching: Bool { search.isWaiting }

    /// Takes another query. - Complexity: O(spans), or O(traces) without a filter.
    mutating func use(_ query: TraceQuery, _ store: inout SpanStore) {
        self.query = query
        rebuild(&store)
    }

    /// Makes the list anew over the whole store.
    mutating func rebuild(_ store: inout SpanStore) {
        matcher = SpanMatcher(query.filter)
        search = AttributeSearch(query.filter)
        keys = Array(repeating: 0, count: store.traces.count)
        traceCount = 0
        var entries: [TraceOrder.Entry] = []
        var waiting: [UInt32] = []
        for trace in 0..<store.traces.count {
            let summary = store.traces[trace]
            guard summary.spanCount > 0 else { continue }
            traceCount += 1
            if search.isNeeded { waiting.append(UInt32(trace)) }
            let matched = matchCount(trace, store)
            store.updateQueryState(of: trace, listed: matched > 0, matched: matched)
            guard matched > 0 else { continue }
            keys[trace] = query.sort.key(of: summary)
            entries.append(TraceOrder.Entry(key: keys[trace], trace: UInt32(trace)))
        }
        order = TraceOrder(entries)
        if search.isNeeded {
            search.enqueue(newestLast: waiting.sorted { store.traces[Int($0)].start < store.traces[Int($1)].start })
        }
    }

    /// Moves the traces that changed to where they belong now. - Complexity: O(their spans)
    mutating func update(_ touched: [UInt32], _ store: inout SpanStore) {
        for trace in touched where store.traces[Int(trace)].spanCount > 0 {
            if search.isNeeded { search.enqueue(trace) }
            place(trace, &store)
        }
    }

    /// Looks up attributes in the files for a while.
    /// - Parameter detail: reads a span of a trace again; it must not touch the store.
    mutating func searchOn(_ store: inout SpanStore, lines: Int, detail: (SpanRow, TraceID) -> SpanDetail?) {
        var limit = lines
        while limit > 0, search.isWaiting {
            var matcher = matcher
            let (traces, names) = (store.traces, store.names.names)
            let done = search.lookUp(store, limit: &limit) { row in
                matcher.matches(row, of: traces[Int(row.trace)], names: names)
            } detail: {
                detail($0, traces[Int($0.trace)].id)
            }
            limit -= 1
            self.matcher = matcher
            if let done { place(done, &store) }
        }
    }

    private mutating func place(_ number: UInt32, _ store: inout SpanStore) {
        let trace = Int(number)
        let summary = store.traces[trace]
        if trace >= keys.count {
            keys.append(contentsOf: repeatElement(0, count: store.traces.count - keys.count))
        }
        let matched = matchCount(trace, store)
        let key = query.sort.key(of: summary)
        if !summary.isCounted { traceCount += 1 }
        store.updateQueryState(of: trace, listed: matched > 0, matched: matched)
        if summary.isListed {
            if matched > 0, keys[trace] == key { return }
            order.remove(TraceOrder.Entry(key: keys[trace], trace: number))
        }
        guard matched > 0 else { return }
        order.insert(TraceOrder.Entry(key: key, trace: number))
        keys[trace] = key
    }

    /// The list as it is now.
    /// - Parameter attributeKeys: the keys that were met, for completion.
    func snapshot(_ store: SpanStore, attributeKeys: [String] = []) -> TraceList {
        TraceList(
            order: order.snapshot(), summaries: store.traces, names: store.names.names,
            services: store.services.members, attributeKeys: attributeKeys, query: query,
            hiddenCount: traceCount - order.count,
            isSearching: isSearching)
    }

    /// The places of the spans of a trace that match; empty when nothing is filtered.
    mutating func matches(of trace: Int, _ store: SpanStore) -> Set<Int> {
        guard !matcher.isEmpty else { return [] }
        let summary = store.traces[trace]
        let names = store.names.names
        var places: Set<Int> = []
        store.forEachSpan(of: trace) { place, row in
            guard matcher.matches(row, of: summary, names: names) else { return }
            if !search.isNeeded || search.matches(place) { places.insert(place) }
        }
        return places
    }

    /// Spans of a trace that match; 1 for any trace when nothing is filtered.
    private mutating func matchCount(_ trace: Int, _ store: SpanStore) -> UInt32 {
        guard !matcher.isEmpty else { return 1 }
        let summary = store.traces[trace]
        let names = store.names.names
        var count: UInt32 = 0
        store.forEachSpan(of: trace) { place, row in
            guard matcher.matches(row, of: summary, names: names) else { return }
            if !search.isNeeded || search.matches(place) { count += 1 }
        }
        return count
    }
}
