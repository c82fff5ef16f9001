#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// Resources that were read before, known again by what stands on the tape: producers write the same few again and
/// again at the beginning of each line, and comparing bytes costs less than walking and looking up names.
struct ResourceMemory {
    /// Resources further inside a line are walked: their places change with what stands before them.
    private static let placeLimit = 16
    /// Strings of a resource, in bytes, and words on the tape beyond which it is not remembered.
    private static let lengthLimit = 4096
    private static let slotCount = 64

    private struct Entry {
        /// −1 while nothing is remembered here.
        var place = -1
        var words: [UInt64] = []
        var strings: [UInt8] = []
        var resource = ResourceRecord(namespace: 0, service: 0, instance: 0, version: 0, time: 0)
    }

    /// Where a resource stands: its words, and its strings, which simdjson writes one after another.
    struct Extent {
        fileprivate let place: Int
        fileprivate let words: UnsafeBufferPointer<UInt64>
        fileprivate let strings: UnsafeBufferPointer<UInt8>
        fileprivate let slot: Int

        /// `nil` for one that is not worth remembering.
        @inline(__always) init?(_ tape: JSONTape, _ place: Int) {
            guard place < placeLimit, tape.kind(place) == JSONTape.Kind.object else { return nil }
            let next = tape.next(place)
            // The strings end where those of the next key begin.
            guard next - place <= lengthLimit / 8, tape.kind(next) == JSONTape.Kind.string,
                tape.kind(place + 1) == JSONTape.Kind.string
            else { return nil }
            let start = tape.stringOffset(place + 1)
            let count = tape.stringOffset(next) - start
            guard count > 0, count <= lengthLimit else { return nil }
            self.place = place
            words = UnsafeBufferPointer(start: tape.words + place, count: next - place)
            strings = UnsafeBufferPointer(start: tape.strings + start, count: count)
            slot = Extent.hash(strings) & (slotCount - 1)
        }

        /// Four lanes side by side. Resources that meet in a slot cost time and nothing else.
        @inline(__always) private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
            let raw = UnsafeRawBufferPointer(bytes)
            let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
            var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
            var place = 0
            while place + 32 <= raw.count {
                lanes.0 = (lanes.0 ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* factor
                lanes.1 = (lanes.1 ^ raw.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)) &* factor
                lanes.2 = (lanes.2 ^ raw.loadUnaligned(fromByteOffset: place + 16, as: UInt64.self)) &* factor
                lanes.3 = (lanes.3 ^ raw.loadUnaligned(fromByteOffset: place + 24, as: UInt64.self)) &* factor
                place += 32
            }
            var rest: UInt64 = 0
            while place < raw.count {
                rest = rest &* 31 &+ UInt64(raw[place])
                place += 1
            }
            let pairs = (lanes.0 ^ lanes.1 &* 3, lanes.2 ^ lanes.3 &* 5 ^ rest)
            let sum = (pairs.0 ^ pairs.0 >> 32 ^ pairs.1 &* 7 ^ pairs.1 >> 29) &* factor
            return Int(truncatingIfNeeded: sum >> 40)
        }
    }

    private var entries = Array(repeating: Entry(), count: slotCount)

    /// The resource that was read when exactly the same stood there; `nil` if that was not yet, or is forgotten.
    @inline(__always) func resource(at extent: Extent) -> ResourceRecord? {
        entries.withUnsafeBufferPointer { entries in
            guard entries[extent.slot].place == extent.place,
                ResourceMemory.areEqual(entries[extent.slot].words, extent.words),
                ResourceMemory.areEqual(entries[extent.slot].strings, extent.strings)
            else { return nil }
            return entries[extent.slot].resource
        }
    }

    mutating func remember(_ resource: ResourceRecord, at extent: Extent) {
        entries[extent.slot] = Entry(
            place: extent.place, words: Array(extent.words), strings: Array(extent.strings), resource: resource)
    }

    /// Symbols mean other names from now on.
    mutating func removeAll() { entries = Array(repeating: Entry(), count: ResourceMemory.slotCount) }

    @inline(__always)
    private static func areEqual<Element>(_ known: [Element], _ found: UnsafeBufferPointer<Element>) -> Bool {
        guard known.count == found.count, let other = found.baseAddress else { return false }
        return known.withUnsafeBytes { own in
            own.baseAddress.map { memcmp($0, other, own.count) == 0 } ?? false
        }
    }
}
