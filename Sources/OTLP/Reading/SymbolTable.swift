#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// Strings that occur again and again, each kept once and known by a number counted from 0.
///
/// Looking up a known string does not allocate. Number 0 is the empty string.
public struct SymbolTable: Sendable {
    /// A string's number.
    public typealias Symbol = UInt32

    private var bytes: [UInt8] = []
    /// Where each string ends among the bytes; it starts where the one before ends.
    private var ends: [Int] = []
    private var hashes: [UInt32] = []
    /// Symbols + 1 by hash, 0 for free; a power of two of places, at most half of them taken.
    private var slots: [UInt32]
    private let seed: UInt64

    /// A table with only the empty string. The seed keeps hostile names from being made to collide.
    public init(seed: UInt64 = .random(in: .min ... .max)) {
        self.seed = seed | 1
        slots = Array(repeating: 0, count: 256)
        _ = symbol(for: UnsafeBufferPointer(start: nil, count: 0))
    }

    /// How many strings there are.
    public var count: Int { ends.count }

    /// Bytes of memory in use.
    public var memory: Int { bytes.capacity + ends.capacity * 12 + slots.capacity * 4 }

    /// The string of a symbol of this table.
    public subscript(symbol: Symbol) -> String {
        let index = Int(symbol)
        return String(decoding: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]], as: UTF8.self)
    }

    /// The symbol of a string, new if it was not known.
    public mutating func symbol(for text: UnsafeBufferPointer<UInt8>) -> Symbol {
        let hash = hash(text)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let symbol = slots[slot] - 1
            if hashes[Int(symbol)] == hash, equals(symbol, text) { return symbol }
            slot = (slot + 1) & (slots.count - 1)
        }
        let symbol = Symbol(ends.count)
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
        hashes.append(hash)
        slots[slot] = symbol + 1
        if ends.count * 2 > slots.count { grow() }
        return symbol
    }

    private func equals(_ symbol: Symbol, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let index = Int(symbol)
        let start = index == 0 ? 0 : ends[index - 1]
        guard ends[index] - start == text.count else { return false }
        guard let other = text.baseAddress, text.count > 0 else { return true }
        return bytes.withUnsafeBufferPointer { own in
            own.baseAddress.map { memcmp($0 + start, other, text.count) == 0 } ?? true
        }
    }

    /// Eight bytes at a time: folded multiplication by a secret odd number.
    @inline(__always) private func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var state = seed ^ UInt64(text.count)
        let raw = UnsafeRawBufferPointer(text)
        var place = 0
        while place + 8 <= raw.count {
            state = mixed(state ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            place += 8
        }
        var rest: UInt64 = 0
        while place < raw.count {
            rest = rest << 8 | UInt64(raw[place])
            place += 1
        }
        state = mixed(state ^ rest)
        return UInt32(truncatingIfNeeded: state ^ state >> 32)
    }

    @inline(__always) private func mixed(_ value: UInt64) -> UInt64 {
        let (high, low) = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15 ^ seed << 1)
        return high ^ low
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for (index, hash) in hashes.enumerated() {
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(index) + 1
        }
    }
}
