/// Sagas in order: places of entries, each with what it is put in order by.
struct SagaOrder: Sendable {
    struct Item: Sendable, Equatable {
        var key: UInt64
        var slot: Int32

        func stands(before other: Item) -> Bool { key == other.key ? slot < other.slot : key < other.key }
    }

    private(set) var items: ContiguousArray<Item> = []

    init() {}

    /// - Complexity: O(n log n)
    init(_ items: consuming ContiguousArray<Item>) {
        items.sort { $0.stands(before: $1) }
        self.items = items
    }

    var count: Int { items.count }

    /// Where an item stands; `nil` if it does not. - Complexity: O(log n)
    func place(of item: Item) -> Int? {
        let place = lowerBound(item)
        return place < items.count && items[place] == item ? place : nil
    }

    /// Takes items out and puts others in, all at once.
    /// - Complexity: O(changes × log changes), and one move of the rest in memory.
    mutating func apply(removed: ContiguousArray<Item>, added: ContiguousArray<Item>) {
        if removed.count + added.count <= 2 {
            for item in removed { if let place = place(of: item) { items.remove(at: place) } }
            for item in added { items.insert(item, at: lowerBound(item)) }
            return
        }
        var added = added
        var removed = removed
        added.sort { $0.stands(before: $1) }
        removed.sort { $0.stands(before: $1) }
        var merged: ContiguousArray<Item> = []
        merged.reserveCapacity(items.count + added.count)
        var nextAdded = 0
        var nextRemoved = 0
        for item in items {
            while nextRemoved < removed.count, removed[nextRemoved].stands(before: item) { nextRemoved += 1 }
            if nextRemoved < removed.count, removed[nextRemoved] == item { continue }
            while nextAdded < added.count, added[nextAdded].stands(before: item) {
                merged.append(added[nextAdded])
                nextAdded += 1
            }
            merged.append(item)
        }
        merged += added[nextAdded...]
        items = merged
    }

    private func lowerBound(_ item: Item) -> Int {
        var low = 0
        var high = items.count
        while low < high {
            let middle = (low + high) / 2
            if items[middle].stands(before: item) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
