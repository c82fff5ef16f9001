/// Sums over all spans of some traces: which are the same, whose parent is missing.
struct SpanSums: Sendable, Equatable {
    var spans = 0
    var traces = 0
    var errors = 0
    var orphans = 0
    var duplicates = 0

    init() {}

    /// Sums up keys of which all of any one trace are here.
    init(_ shares: [[StatisticsShare.Key]]) {
        let hash = IDHash()
        var kept: [StatisticsShare.Key] = []
        kept.reserveCapacity(shares.reduce(0) { $0 + $1.count })
        var index = RowIndex()
        for key in shares.joined() {
            let found = index.findOrInsert(hash: hash(key), row: kept.count) {
                kept[$0].id == key.id && kept[$0].trace == key.trace
            }
            guard let found else {
                kept.append(key)
                continue
            }
            duplicates += 1
            if key.isBetter(than: kept[found]) { kept[found] = key }
        }
        spans = kept.count
        var traceIndex = RowIndex()
        for (place, key) in kept.enumerated() {
            if key.isError { errors += 1 }
            if key.parent != 0, !index.holds(parentOf: key, in: kept, hash) { orphans += 1 }
            let known = traceIndex.findOrInsert(hash: hash(key.trace.high, key.trace.low), row: place) {
                kept[$0].trace == key.trace
            }
            if known == nil { traces += 1 }
        }
    }

    mutating func add(_ other: SpanSums) {
        spans += other.spans
        traces += other.traces
        errors += other.errors
        orphans += other.orphans
        duplicates += other.duplicates
    }
}

extension StatisticsShare.Key {
    /// Of two readings of a span the one that has ended stays, else the one whose line is later.
    fileprivate func isBetter(than other: StatisticsShare.Key) -> Bool {
        if isRunning != other.isRunning { return !isRunning }
        return (place.file, place.offset) >= (other.place.file, other.place.offset)
    }
}

extension RowIndex {
    fileprivate func holds(
        parentOf key: StatisticsShare.Key, in kept: [StatisticsShare.Key], _ hash: IDHash
    ) -> Bool {
        find(hash: hash(key.parent, key.trace)) { kept[$0].id == key.parent && kept[$0].trace == key.trace } != nil
    }
}

extension IDHash {
    fileprivate func callAsFunction(_ key: StatisticsShare.Key) -> UInt64 { self(key.id, key.trace) }

    fileprivate func callAsFunction(_ span: UInt64, _ trace: TraceID) -> UInt64 { self(span ^ trace.high, trace.low) }
}
