/// Makes text from outside fit for one line of a sentence: control characters, line ends and direction overrides become
/// visible escapes, and what is too long is cut. Screens make all text harmless once more; logs and scripts do not.
enum HarmlessText {
    /// - Parameter limit: characters that are kept; what is cut is marked with `…`.
    static func line(_ text: some StringProtocol, limit: Int = 500) -> String {
        // Most texts are short and plain, and are taken as they are.
        if text.utf8.count <= limit, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(text) }
        var line = ""
        var count = 0
        for scalar in text.unicodeScalars {
            // Combining marks can pile up without end, so scalars are counted, not characters.
            if count == limit { return line + "…" }
            count += 1
            switch scalar {
            case "\n": line += "⏎"
            case "\r": continue
            case "\t": line += " "
            default:
                if isHarmful(scalar) {
                    line += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
                } else {
                    line.unicodeScalars.append(scalar)
                }
            }
        }
        return line
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true
        // Line and paragraph separators, marks and overrides of direction, invisible characters.
        case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }
}
