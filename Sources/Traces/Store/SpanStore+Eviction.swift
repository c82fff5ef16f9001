/// What left memory, and how what stayed is known now.
struct Eviction: Sendable {
    var traces = 0
    var spans = 0
    /// For each old symbol the new one, or `SpanRow.none` for a name that nobody needs any more.
    var symbols: [UInt32] = []
}

extension SpanStore {
    /// Lets the oldest traces go until about so much memory is in use, and packs what stays. - Complexity: O(spans)
    mutating func evictOldest(to target: Int) -> Eviction {
        let share = 1 - Double(target) / Double(max(1, memory))
        var toDrop = max(1, Int(Double(spans.count + logs.count) * share))
        let byAge = (0..<traces.count).sorted { traces[$0].start < traces[$1].start }
        var isDropped = [Bool](repeating: false, count: traces.count)
        var eviction = Eviction()
        for trace in byAge where toDrop > 0 {
            isDropped[trace] = true
            toDrop -= Int(traces[trace].spanCount) + 1
            forEachLog(of: trace) { _ in toDrop -= 1 }
            eviction.traces += traces[trace].spanCount > 0 ? 1 : 0
            eviction.spans += Int(traces[trace].spanCount)
        }
        var packed = SpanStore(ranksOf: self)
        var names = NameTranslation(self.names.names)
        for trace in 0..<traces.count where !isDropped[trace] { packed.take(trace, from: self, &names) }
        packed.names = names.table
        eviction.symbols = names.symbols
        self = packed
        return eviction
    }
}

/// Carries names over that are still needed.
struct NameTranslation {
    private let old: SymbolNames
    private(set) var table = NameTable()
    private(set) var symbols: [UInt32]

    init(_ names: SymbolNames) {
        old = names
        symbols = Array(repeating: SpanRow.none, count: names.count)
        symbols[0] = 0
    }

    mutating func callAsFunction(_ symbol: UInt32) -> UInt32 {
        let place = Int(symbol)
        if symbols[place] == SpanRow.none { symbols[place] = table.symbol(for: old[symbol]) }
        return symbols[place]
    }

    mutating func note(_ symbol: UInt32, _ role: SymbolNames.Role) { table.note(symbol, role) }
}
