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
        // Without duplicates, what one thread found is read where it stands.
        var kept = shares.first ?? []
        var index = RowIndex(capacity: shares.reduce(0) { $0 + $1.count })
        for (number, keys) in shares.enumerated() {
            for (place, key) in keys.enumerated() {
                if place % 128 == 0 {
                    index.fetch(count: min(128, keys.count - place)) { hash(keys[place + $0]) }
                }
                let found = index.findOrInsert(hash: hash(key), row: spans) {
                    kept[$0].id == key.id && kept[$0].trace == key.trace
                }
                guard let found else {
                    if spans == kept.count {
                        kept.append(key)
                    } else if number > 0 || spans < place {
                        kept[spans] = key
                    }
                    spans += 1
                    continue
                }
                duplicates += 1
                if key.isBetter(than: kept[found]) { kept[found] = key }
            }
        }
        kept.removeLast(kept.count - spans)
        var traceIndex = RowIndex()
        var last = TraceID(high: 0, low: 0)
        for (place, key) in kept.enumerated() {
            if key.isError { errors += 1 }
            if key.parent != 0, !SpanSums.isParent(of: key, near: place, in: kept),
                !index.holds(parentOf: key, in: kept, hash)
            {
                orphans += 1
            }
            guard key.trace != last else { continue }
            last = key.trace
            let known = traceIndex.findOrInsert(hash: hash(key.trace.high, key.trace.low), row: place) {
                kept[$0].trace == key.trace
            }
            if known == nil { traces += 1 }
        }
    }

    /// Its parent stands beside it, as most parents do: found without a look into the index.
    private static func isParent(of key: StatisticsShare.Key, near place: Int, in kept: [StatisticsShare.Key]) -> Bool {
        for near in max(0, place - 8)..<min(kept.count, place + 24)
        where kept[near].id == key.parent && kept[near].trace == key.trace {
            return true
        }
        return false
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
        find(hash: hash(key.parent, of: key.trace)) { kept[$0].id == key.parent && kept[$0].trace == key.trace } != nil
    }
}

extension IDHash {
    fileprivate func callAsFunction(_ key: StatisticsShare.Key) -> UInt64 { self(key.id, of: key.trace) }
}
