import EventSourcing

/// UUIDs for events that are recorded in one go: each greater than the one before, and all of them spread over the whole
/// range as those of the services are.
///
/// Of events with ids in any order each changes another page of the store's index of ids, and a million orders have ten
/// million of them. In this order the index only grows at its end, and is the same in the end.
struct SpreadIDs: Sendable {
    private let stride: UInt64

    /// - Parameter count: how many there will be.
    init(count: Int) { stride = UInt64.max / UInt64(max(1, count)) }

    /// The one at a place, from 0.
    func uuid(_ place: Int, using random: inout some RandomNumberGenerator) -> String {
        let high = UInt64(place) * stride + UInt64.random(in: 0..<stride, using: &random)
        let low = random.next()
        return String(unsafeUninitializedCapacity: 36) { text in
            var end = 0
            for digit in 0..<32 {
                if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
                    text[end] = UInt8(ascii: "-")
                    end += 1
                }
                text[end] = Self.hex[Self.nibble(digit, high, low)]
                end += 1
            }
            return end
        }
    }

    private static let hex = Array("0123456789abcdef".utf8)

    /// A digit of a random UUID: version 4, variant 1.
    private static func nibble(_ digit: Int, _ high: UInt64, _ low: UInt64) -> Int {
        switch digit {
        case 0..<12: Int(high >> UInt64(60 - digit * 4) & 0xf)
        case 12: 4
        case 13..<16: Int(high >> UInt64(64 - digit * 4) & 0xf)
        case 16: Int(low >> 60 & 0x3 | 0x8)
        default: Int(low >> UInt64((31 - digit) * 4) & 0xf)
        }
    }
}
