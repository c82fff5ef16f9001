/// simdjson's tape: one 64-bit word for each bracket, string and literal, two for each number, walked in place.
///
/// The top byte of a word says what it is. A string's word holds its place among the strings; a bracket's word holds the
/// place of the word after its partner, so that any value is skipped in one step.
struct JSONTape {
    let words: UnsafePointer<UInt64>
    let strings: UnsafePointer<UInt8>

    /// What stands at a place.
    enum Kind {
        static let object = UInt8(ascii: "{")
        static let array = UInt8(ascii: "[")
        static let string = UInt8(ascii: "\"")
        static let signed = UInt8(ascii: "l")
        static let unsigned = UInt8(ascii: "u")
        static let double = UInt8(ascii: "d")
        static let yes = UInt8(ascii: "t")
        static let no = UInt8(ascii: "f")
        static let null = UInt8(ascii: "n")
    }

    /// Where the document's value stands.
    static let root = 1

    @inline(__always) func kind(_ place: Int) -> UInt8 { UInt8(truncatingIfNeeded: words[place] >> 56) }

    /// The place after the value.
    @inline(__always) func next(_ place: Int) -> Int {
        let word = words[place]
        switch UInt8(truncatingIfNeeded: word >> 56) {
        case Kind.object, Kind.array: return Int(word & 0xFFFF_FFFF)
        case Kind.signed, Kind.unsigned, Kind.double: return place + 2
        default: return place + 1
        }
    }

    /// The place of the closing bracket of a container.
    @inline(__always) func end(_ place: Int) -> Int { Int(words[place] & 0xFFFF_FFFF) - 1 }

    /// The string at a place that holds one; also for keys.
    @inline(__always) func text(_ place: Int) -> JSONText {
        let start = strings + Int(words[place] & 0x00FF_FFFF_FFFF_FFFF)
        let count = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
        return JSONText(start: start + 4, count: Int(UInt32(littleEndian: count)))
    }

    /// Where the string at a place that holds one begins among the strings, its length before it.
    @inline(__always) func stringOffset(_ place: Int) -> Int { Int(words[place] & 0x00FF_FFFF_FFFF_FFFF) }

    @inline(__always) func isNull(_ place: Int) -> Bool { kind(place) == Kind.null }

    @inline(__always) func signed(_ place: Int) -> Int64 { Int64(bitPattern: words[place + 1]) }

    @inline(__always) func unsigned(_ place: Int) -> UInt64 { words[place + 1] }

    @inline(__always) func double(_ place: Int) -> Double { Double(bitPattern: words[place + 1]) }
}
