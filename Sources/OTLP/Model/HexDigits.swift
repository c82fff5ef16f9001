extension UInt64 {
    /// The number that up to 16 hexadecimal digits of any case spell; `nil` if another character is among them.
    init?(hexDigits: some Sequence<UInt8>) {
        var value: UInt64 = 0
        for digit in hexDigits {
            let nibble = hexValue[Int(digit)]
            guard nibble < 16 else { return nil }
            value = value << 4 | UInt64(nibble)
        }
        self = value
    }

    /// 16 lower-case hexadecimal digits.
    var hexDigits: String {
        String(unsafeUninitializedCapacity: 16) { buffer in
            for place in 0..<16 {
                let nibble = UInt8(truncatingIfNeeded: self >> UInt64(60 - 4 * place)) & 15
                buffer[place] = nibble < 10 ? 0x30 + nibble : 0x57 + nibble
            }
            return 16
        }
    }
}

/// What each byte is worth as a hexadecimal digit; 255 for bytes that are none.
let hexValue: [UInt8] = (0..<256).map { byte in
    switch UInt8(byte) {
    case 0x30...0x39: UInt8(byte) - 0x30
    case 0x41...0x46: UInt8(byte) - 0x37
    case 0x61...0x66: UInt8(byte) - 0x57
    default: 255
    }
}
