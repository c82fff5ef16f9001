/// Rows by the hash of their key: open addressing over row numbers, the keys staying in the rows. Beside each number
/// stand 32 bits of its hash, so that neither a collision nor growing has to look at rows.
struct RowIndex: Sendable {
    /// A row number + 1 in the low half, 0 for free, and its hash in the high half; a power of two of places, at most
    /// three quarters of them taken.
    private var slots: [UInt64] = Array(repeating: 0, count: 64)
    private var count = 0

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
}
