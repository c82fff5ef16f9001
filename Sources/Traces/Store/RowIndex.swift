/// Rows by the hash of their key: open addressing over row numbers, the keys staying in the rows. Beside each number
/// stand 32 bits of its hash, so that neither a collision nor growing has to look at rows.
struct RowIndex: Sendable {
    /// A row number + 1 in the low half, 0 for free, and its hash in the high half; a power of two of places, at most
    /// three quarters of them taken.
    private var slots: [UInt64]
    private var count = 0
    /// Keeps the compiler from leaving out the fetching, whose result nobody needs.
    private var fetched: UInt64 = 0

    /// An empty index with room for a number of rows, that grows when there are more.
    init(capacity: Int = 48) {
        var places = 64
        while places * 3 < capacity * 4 { places *= 2 }
        slots = Array(repeating: 0, count: places)
    }

    /// Bytes of memory in use.
    var memory: Int { slots.capacity * 8 }

    /// The row whose key is equal, or, if there is none, `nil` after `row` was put in its place.
    /// - Parameters:
    ///   - hash: of the key.
    ///   - row: the number of the row to put in.
    ///   - isEqual: whether a row has the key.
    @inline(__always)
    mutating func findOrInsert(hash: UInt64, row: Int, isEqual: (Int) -> Bool) -> Int? {
        if (count + 1) * 4 > slots.count * 3 { grow() }
        let mask = slots.count - 1
        let tag = hash & 0xFFFF_FFFF
        return slots.withUnsafeMutableBufferPointer { slots in
            var slot = Int(tag) & mask
            while slots[slot] != 0 {
                let found = Int(slots[slot] & 0xFFFF_FFFF) - 1
                if slots[slot] >> 32 == tag, isEqual(found) { return found }
                slot = (slot + 1) & mask
            }
            slots[slot] = tag << 32 | UInt64(row + 1)
            count += 1
            return nil
        }
    }

    /// The row whose key is equal.
    @inline(__always)
    func find(hash: UInt64, isEqual: (Int) -> Bool) -> Int? {
        let mask = slots.count - 1
        let tag = hash & 0xFFFF_FFFF
        var slot = Int(tag) & mask
        while slots[slot] != 0 {
            let found = Int(slots[slot] & 0xFFFF_FFFF) - 1
            if slots[slot] >> 32 == tag, isEqual(found) { return found }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Fetches the places of many hashes into the processor's cache side by side; looked up one after the other, each
    /// would wait for memory by itself.
    @inline(__always)
    mutating func fetch(count: Int, hash: (Int) -> UInt64) {
        let mask = slots.count - 1
        fetched = slots.withUnsafeBufferPointer { slots in
            (0..<count).reduce(0) { $0 &+ slots[Int(hash($1) & 0xFFFF_FFFF) & mask] }
        }
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        let mask = slots.count - 1
        for entry in old where entry != 0 {
            var slot = Int(entry >> 32) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = entry
        }
    }
}

/// Mixes ids with a secret, so that chosen ids cannot be made to collide.
struct IDHash: Sendable {
    private let secret: UInt64

    init(secret: UInt64 = .random(in: .min ... .max)) { self.secret = secret | 1 }

    @inline(__always) func callAsFunction(_ first: UInt64, _ second: UInt64) -> UInt64 {
        let (high, low) = (first ^ secret).multipliedFullWidth(by: second ^ 0x9E37_79B9_7F4A_7C15 &* secret)
        let mixed = (high ^ low) &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ mixed >> 32
    }

    /// Of a span in its trace.
    @inline(__always) func callAsFunction(_ span: UInt64, of trace: TraceID) -> UInt64 {
        self(span ^ trace.high, trace.low)
    }
}
