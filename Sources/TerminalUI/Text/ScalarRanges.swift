/// A sorted set of scalar ranges with a lookup in O(log ranges).
struct ScalarRanges: Sendable {
    private let starts: [UInt32]
    private let ends: [UInt32]

    /// Reads `distance[+length]` entries in hex, separated by blanks, as ``WidthTable`` writes them. What cannot be read
    /// is left out; a test counts them.
    init(_ table: String) {
        var starts: [UInt32] = []
        var ends: [UInt32] = []
        var end: UInt32 = 0
        for entry in table.split(separator: " ") {
            let parts = entry.split(separator: "+")
            guard let distance = parts.first.flatMap({ UInt32($0, radix: 16) }) else { continue }
            let length = parts.count > 1 ? UInt32(parts[1], radix: 16) ?? 0 : 0
            starts.append(end + distance)
            end += distance + length
            ends.append(end)
        }
        self.starts = starts
        self.ends = ends
    }

    /// How many ranges there are.
    var count: Int { starts.count }

    /// Whether the scalar of this value lies in one of the ranges.
    func contains(_ value: UInt32) -> Bool {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < starts.count && starts[low] <= value
    }
}
