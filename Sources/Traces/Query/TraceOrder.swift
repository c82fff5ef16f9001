/// Traces in the order of a key, largest first: a sorted list in chunks, so that putting one in costs a chunk and a
/// snapshot one pointer a chunk.
struct TraceOrder: Sendable {
    /// A trace with what it is sorted by.
    struct Entry: Sendable, Hashable {
        var key: UInt64
        var trace: UInt32

        /// Larger keys first; among equal keys the trace that was seen last.
        @inline(__always) func stands(before other: Entry) -> Bool { (key, trace) > (other.key, other.trace) }
    }

    private static let chunkLimit = 512
    private var chunks: [ContiguousArray<Entry>] = []
    private(set) var count = 0

    init() {}

    /// An order of many at once. - Complexity: O(n log n)
    init(_ entries: consuming [Entry]) {
        entries.sort { $0.stands(before: $1) }
        count = entries.count
        var start = 0
        while start < entries.count {
            let end = min(start + TraceOrder.chunkLimit / 2, entries.count)
            chunks.append(ContiguousArray(entries[start..<end]))
            start = end
        }
    }

    /// - Complexity: O(log n + chunk)
    mutating func insert(_ entry: Entry) {
        count += 1
        guard !chunks.isEmpty else {
            chunks.append([entry])
            return
        }
        let chunk = max(0, chunksStarting(notAfter: entry) - 1)
        let place = TraceOrder.place(of: entry, in: chunks[chunk])
        chunks[chunk].insert(entry, at: place)
        guard chunks[chunk].count > TraceOrder.chunkLimit else { return }
        let half = chunks[chunk].count / 2
        let upper = ContiguousArray(chunks[chunk][half...])
        chunks[chunk].removeSubrange(half...)
        chunks.insert(upper, at: chunk + 1)
    }

    /// Takes out an entry that was put in. - Complexity: O(log n + chunk)
    mutating func remove(_ entry: Entry) {
        let chunk = chunksStarting(notAfter: entry) - 1
        guard chunk >= 0 else { return }
        let place = TraceOrder.place(of: entry, in: chunks[chunk])
        guard place < chunks[chunk].count, chunks[chunk][place] == entry else { return }
        chunks[chunk].remove(at: place)
        count -= 1
        if chunks[chunk].isEmpty { chunks.remove(at: chunk) }
    }

    /// How many chunks start with the entry or with one that stands before it.
    private func chunksStarting(notAfter entry: Entry) -> Int {
        var low = 0
        var high = chunks.count
        while low < high {
            let middle = (low + high) / 2
            if entry.stands(before: chunks[middle][0]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func place(of entry: Entry, in chunk: ContiguousArray<Entry>) -> Int {
        var low = 0
        var high = chunk.count
        while low < high {
            let middle = (low + high) / 2
            if chunk[middle].stands(before: entry) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The order as it is now, unchanging.
    func snapshot() -> Snapshot {
        var starts: [Int] = []
        starts.reserveCapacity(chunks.count)
        var start = 0
        for chunk in chunks {
            starts.append(start)
            start += chunk.count
        }
        return Snapshot(chunks: chunks, starts: starts, count: count)
    }

    /// An unchanging order with access by place.
    struct Snapshot: Sendable {
        fileprivate let chunks: [ContiguousArray<Entry>]
        /// The place of each chunk's first entry.
        fileprivate let starts: [Int]
        let count: Int

        static let empty = Snapshot(chunks: [], starts: [], count: 0)

        /// - Complexity: O(log n)
        subscript(place: Int) -> Entry {
            var low = 0
            var high = starts.count
            while low < high {
                let middle = (low + high) / 2
                if starts[middle] <= place { low = middle + 1 } else { high = middle }
            }
            return chunks[low - 1][place - starts[low - 1]]
        }

        /// Where an entry stands; `nil` if it does not. - Complexity: O(log n)
        func place(of entry: Entry) -> Int? {
            var low = 0
            var high = chunks.count
            while low < high {
                let middle = (low + high) / 2
                if entry.stands(before: chunks[middle][0]) { high = middle } else { low = middle + 1 }
            }
            guard low > 0 else { return nil }
            let place = TraceOrder.place(of: entry, in: chunks[low - 1])
            guard place < chunks[low - 1].count, chunks[low - 1][place] == entry else { return nil }
            return starts[low - 1] + place
        }
    }
}
