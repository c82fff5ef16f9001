/// Who calls whom, over all spans that are held.
struct ServiceGraph: Sendable {
    fileprivate struct Calls {
        var count = 0
        var errors = 0
        var durations = DurationCounts()
    }

    /// The edges, those with the most calls first. - Complexity: O(spans)
    /// - Parameter begin: calls that began before it do not count.
    static func edges(of store: SpanStore, since begin: Timestamp = Timestamp(nanoseconds: 0)) -> [ServiceEdge] {
        var edges: [UInt64: Calls] = [:]
        for place in 0..<store.spans.count {
            let span = store.spans[place]
            guard span.parent != 0, !span.isRunning, span.hasTime, span.start >= begin.nanoseconds,
                let parent = store.span(span.parent, in: Int(span.trace))
            else { continue }
            let caller = store.spans[parent].service
            guard caller != span.service else { continue }
            edges[UInt64(caller) << 32 | UInt64(span.service), default: Calls()].add(span)
        }
        let names = store.names.names
        return edges.map { key, calls in
            let percentiles = calls.durations.percentiles([50, 99])
            return ServiceEdge(
                id: ServiceEdge.ID(
                    caller: names[UInt32(truncatingIfNeeded: key >> 32)], callee: names[UInt32(truncatingIfNeeded: key)]
                ),
                calls: calls.count, errors: calls.errors,
                p50: percentiles[0], p99: percentiles[1])
        }.sorted { ($0.calls, $1.id.caller, $1.id.callee) > ($1.calls, $0.id.caller, $0.id.callee) }
    }
}

extension ServiceGraph.Calls {
    fileprivate mutating func add(_ span: SpanRow) {
        count += 1
        if span.status == .error { errors += 1 }
        durations.add(span.duration)
    }
}
