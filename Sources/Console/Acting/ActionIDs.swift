/// Ids of actions: a random part that a console draws once, and a number that it counts up. So the reducer needs no
/// chance, and no two consoles make the same id.
struct ActionIDs: Sendable, Equatable {
    private let high: UInt64
    private var low: UInt64

    init(using random: inout some RandomNumberGenerator) {
        high = random.next()
        low = random.next()
    }

    /// The next id, in the form of a UUID (version 8, RFC 9562).
    mutating func next() -> String {
        low &+= 1
        let first = high & ~0xF000 | 0x8000
        let second = low & ~(0b11 << 62) | 0b10 << 62
        let digits = Self.hex(first) + Self.hex(second)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(place) { text.append("-") }
            text.append(digit)
        }
        return text
    }

    private static func hex(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
