/// How an id in a line was found.
enum IDReading<ID> {
    /// Missing, empty or all zero: there is none.
    case absent
    case id(ID)
    /// Neither hexadecimal digits nor base64 of the right length.
    case bad
}

extension JSONText {
    /// A trace id: 32 hexadecimal digits of any case, or base64 of 16 bytes as protobuf's JSON printers write it. Both
    /// are told apart by length.
    @inline(__always) func traceID() -> IDReading<TraceID> {
        if count == 32 {
            guard let high = hex16(at: 0), let low = hex16(at: 16) else { return .bad }
            return high | low == 0 ? .absent : .id(TraceID(high: high, low: low))
        }
        guard count != 0 else { return .absent }
        guard count == 24, let bytes = base64(bytes: 16) else { return .bad }
        return bytes.high | bytes.low == 0 ? .absent : .id(TraceID(high: bytes.high, low: bytes.low))
    }

    /// A span id: 16 hexadecimal digits of any case, or base64 of 8 bytes.
    @inline(__always) func spanID() -> IDReading<UInt64> {
        if count == 16 {
            guard let value = hex16(at: 0) else { return .bad }
            return value == 0 ? .absent : .id(value)
        }
        guard count != 0 else { return .absent }
        guard count == 12, let bytes = base64(bytes: 8) else { return .bad }
        return bytes.high == 0 ? .absent : .id(bytes.high)
    }

    /// 16 hexadecimal digits at a place.
    @inline(__always) private func hex16(at place: Int) -> UInt64? {
        guard let high = hex8(word(at: place)), let low = hex8(word(at: place + 8)) else { return nil }
        return high << 32 | low
    }

    /// Eight digits at once: each byte is checked and turned into its nibble side by side, then the nibbles are packed.
    @inline(__always) private func hex8(_ text: UInt64) -> UInt64? {
        let top: UInt64 = 0x8080_8080_8080_8080
        guard text & top == 0 else { return nil }
        let lower = text | 0x2020_2020_2020_2020
        // Top bits of bytes in "0"…"9": at least 0x30 and not above 0x39. Letters likewise, case folded away.
        let digit = (text &+ 0x5050_5050_5050_5050) & ~(text &+ 0x4646_4646_4646_4646) & top
        let letter = (lower &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(lower &+ 0x1919_1919_1919_1919) & text << 1 & top
        guard digit | letter == top else { return nil }
        let nibbles = (text & 0x0F0F_0F0F_0F0F_0F0F) &+ (letter >> 7) &* 9
        var packed = nibbles.byteSwapped
        packed = (packed | packed >> 4) & 0x00FF_00FF_00FF_00FF
        packed = (packed | packed >> 8) & 0x0000_FFFF_0000_FFFF
        return (packed | packed >> 16) & 0xFFFF_FFFF
    }

    /// Standard base64 of exactly 8 or 16 bytes, big-endian in halves; `low` is 0 for 8.
    private func base64(bytes wanted: Int) -> (high: UInt64, low: UInt64)? {
        var high: UInt64 = 0
        var low: UInt64 = 0
        var bits: UInt32 = 0
        var bitCount = 0
        var made = 0
        let body = count - (wanted == 16 ? 2 : 1)
        for place in body..<count where start[place] != UInt8(ascii: "=") { return nil }
        for place in 0..<body {
            guard let six = base64Value(start[place]) else { return nil }
            bits = bits << 6 | UInt32(six)
            bitCount += 6
            guard bitCount >= 8 else { continue }
            bitCount -= 8
            let byte = UInt64(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
            if made < 8 { high = high << 8 | byte } else { low = low << 8 | byte }
            made += 1
        }
        return made == wanted ? (high, low) : nil
    }
}

/// What a character of base64's standard alphabet is worth; also of its URL alphabet, which means the same.
func base64Value(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character + 4
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
}
