import ResilienceTesting

extension SeededGenerator {
    /// Text of the kinds that give trouble, mixed.
    mutating func text(length: Int) -> String {
        let nasty: [UInt32] = [
            0x1B, 0x0A, 0x09, 0x7F, 0x9B, 0x200B, 0x200D, 0x202E, 0xFE0F, 0xFE0E, 0x301, 0x20DD, 0x1F468, 0x1F469,
            0x1F3FD, 0x1F1E9, 0x1F1EA, 0x2764, 0x1F3F4, 0xE0067, 0xE007F, 0x6771, 0xAC00, 0x1161, 0x94D, 0x915, 0x93F,
            0xFEFF, 0xFFFE, 0x20, 0x41, 0x7E, 0x31, 0x20E3, 0xAD, 0x3164,
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<length {
            let value =
                Bool.random(using: &self)
                ? nasty.randomElement(using: &self) ?? 0x41 : .random(in: 0...0x10FFFF, using: &self)
            if let scalar = Unicode.Scalar(value) { text.append(scalar) }
        }
        return String(text)
    }
}
