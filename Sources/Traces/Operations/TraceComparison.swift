/// A trace beside what is usual for traces that begin with the same operation.
public struct TraceComparison: Sendable, Equatable {
    /// A span that took longer than 99 of 100 of its operation.
    public struct SlowSpan: Sendable, Equatable {
        public var span: SpanTreeNode.ID
        public var operation: OperationStatistics.ID
        public var duration: Duration
        public var usual: OperationStatistics
    }

    public var trace: TraceID
    /// The operation of the root.
    public var root: OperationStatistics.ID
    /// How many other traces of the same root it was compared with, at most ``sampleLimit``, the latest.
    public var sampleCount: Int
    /// Slowest first by how much slower than usual.
    public var slower: [SlowSpan]
    /// Operations that at least nine of ten of the others have and this one has not.
    public var missing: [OperationStatistics.ID]
    /// Operations of this one that none of the others has.
    public var new: [OperationStatistics.ID]

    /// How many traces are looked at.
    public static let sampleLimit = 200

    /// Compares a trace. - Complexity: O(traces + spans of ``sampleLimit`` traces)
    static func make(_ store: SpanStore, trace: Int, operations: OperationTable, now: Timestamp) -> TraceComparison {
        let summary = store.traces[trace]
        let names = store.names.names
        var own: Set<UInt64> = []
        var slower: [SlowSpan] = []
        store.forEachSpan(of: trace) { place, row in
            own.insert(key(row))
            guard !row.isRunning,
                let usual = operations.statistics(service: row.service, name: row.name, now: now, names: names),
                usual.calls >= 20, Duration.nanoseconds(Int64(clamping: row.duration)) > usual.p99
            else { return }
            let id: SpanTreeNode.ID =
                row.notes.contains(.badSpanID) ? .unidentified(place) : .span(SpanID(row.id))
            slower.append(
                SlowSpan(
                    span: id, operation: usual.id, duration: .nanoseconds(Int64(clamping: row.duration)), usual: usual))
        }
        slower.sort {
            $0.duration / max($0.usual.p50, .microseconds(1)) > $1.duration / max($1.usual.p50, .microseconds(1))
        }
        let (others, counts) = sample(store, like: summary, except: trace)
        return TraceComparison(
            trace: summary.id, root: id(UInt64(summary.rootService) << 32 | UInt64(summary.rootName), names),
            sampleCount: others, slower: slower,
            missing: counts.filter { $0.value * 10 >= others * 9 && !own.contains($0.key) }.map { id($0.key, names) }
                .sorted(),
            new: others == 0 ? [] : own.filter { counts[$0] == nil }.map { id($0, names) }.sorted())
    }

    /// How many of the latest traces with the same root have each operation.
    private static func sample(
        _ store: SpanStore, like summary: TraceSummary, except trace: Int
    ) -> (Int, [UInt64: Int]) {
        var alike = (0..<store.traces.count).filter {
            $0 != trace && store.traces[$0].hasRoot && store.traces[$0].rootName == summary.rootName
                && store.traces[$0].rootService == summary.rootService
        }
        alike.sort { store.traces[$0].start > store.traces[$1].start }
        var counts: [UInt64: Int] = [:]
        for other in alike.prefix(sampleLimit) {
            var seen: Set<UInt64> = []
            store.forEachSpan(of: other) { seen.insert(key($1)) }
            for key in seen { counts[key, default: 0] += 1 }
        }
        return (min(alike.count, sampleLimit), counts)
    }

    private static func key(_ row: SpanRow) -> UInt64 { UInt64(row.service) << 32 | UInt64(row.name) }

    private static func id(_ key: UInt64, _ names: SymbolNames) -> OperationStatistics.ID {
        OperationStatistics.ID(
            service: names[UInt32(truncatingIfNeeded: key >> 32)], name: names[UInt32(truncatingIfNeeded: key)])
    }
}

extension OperationStatistics.ID: Comparable {
    /// By service, then by name.
    public static func < (left: OperationStatistics.ID, right: OperationStatistics.ID) -> Bool {
        (left.service, left.name) < (right.service, right.name)
    }
}
