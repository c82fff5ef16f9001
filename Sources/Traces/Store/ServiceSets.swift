/// Sets of services, each kept once and known by a number, because most traces run through one of few sets.
struct ServiceSets: Sendable {
    /// The members of each set, ascending.
    typealias Snapshot = ChunkedArray<[UInt32]>

    private(set) var members = Snapshot()
    private var numbers: [[UInt32]: UInt32] = [:]
    /// The set that comes of adding a service (low half) to a set (high half).
    private var sums: [UInt64: UInt32] = [:]
    /// The sums that were asked for last, each at a place that its key is mixed to.
    private var lastSums = Array(repeating: (key: UInt64.max, sum: UInt32(0)), count: 4096)

    /// Only the empty set, number 0.
    init() { _ = number(of: []) }

    /// The set with one more service.
    @inline(__always) mutating func adding(_ service: UInt32, to set: UInt32) -> UInt32 {
        let key = UInt64(set) << 32 | UInt64(service)
        let place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 52)
        if lastSums[place].key == key { return lastSums[place].sum }
        let known = members[Int(set)]
        let sum = sums[key] ?? (known.contains(service) ? set : number(of: (known + [service]).sorted()))
        sums[key] = sum
        lastSums[place] = (key, sum)
        return sum
    }

    private mutating func number(of set: [UInt32]) -> UInt32 {
        if let number = numbers[set] { return number }
        let number = UInt32(members.count)
        members.append(set)
        numbers[set] = number
        return number
    }
}

extension ChunkedArray where Element == [UInt32] {
    static var empty: ChunkedArray<[UInt32]> {
        var sets = ChunkedArray<[UInt32]>()
        sets.append([])
        return sets
    }
}
