/// Which lists of attribute keys were met: spans of one place in a program have the same keys in the same order, so that
/// the keys of most spans need not be looked at one by one.
struct AttributeShapes {
    /// The list met last, by the low bits of its number. Two that take turns at a place are only looked at again.
    private var known = Array(repeating: UInt64(0), count: 1024)

    /// Notes a list. - Returns: whether it has to be looked at.
    @inline(__always) mutating func isNew(_ shape: UInt64) -> Bool {
        let place = Int(truncatingIfNeeded: shape >> 54)
        guard known[place] != shape else { return false }
        known[place] = shape
        return true
    }

    /// The number of a list with one more key. - Parameter shape: of the list before, 0 of the empty one.
    @inline(__always) static func adding(_ key: JSONText, to shape: UInt64) -> UInt64 {
        (shape ^ fingerprint(key)) &* 0x9E37_79B9_7F4A_7C15
    }

    /// Of the length and what stands at both ends and in the middle.
    @inline(__always) private static func fingerprint(_ key: JSONText) -> UInt64 {
        var print = UInt64(key.count)
        guard key.count >= 8 else {
            for place in 0..<key.count { print = print << 8 ^ UInt64(key.start[place]) }
            return print &* 0xD6E8_FEB8_6659_FD93
        }
        print = (print ^ key.word(at: 0)) &* 0xD6E8_FEB8_6659_FD93
        print = (print ^ key.word(at: key.count / 2 - 4)) &* 0xBF58_476D_1CE4_E5B9
        return (print >> 32 ^ print ^ key.word(at: key.count - 8)) &* 0x94D0_49BB_1331_11EB
    }
}
