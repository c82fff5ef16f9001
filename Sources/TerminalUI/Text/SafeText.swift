/// The one place that all text passes on its way to a screen: what comes out cannot move a cursor, hide, reorder or
/// overflow anything.
///
/// - C0 controls and DEL become `\n`, `\r`, `\t`, `\e` or `\x07`; C1 controls, line and paragraph separators, bidirectional
///   overrides, zero-width, invisible and tag characters, fillers and noncharacters become `\u{202e}`. ASCII escapes, so
///   that they also show outside UTF-8.
/// - A combining mark without a base gets a dotted circle; more than four marks on one base are dropped.
/// - Joiners and variation selectors stay where they make an emoji sequence and are dropped after a virama;
///   elsewhere they are escaped or, for the selectors U+FE0E and U+FE0F, dropped.
/// - Bytes that are not UTF-8 have become U+FFFD before (`String(decoding:as:)`), which is shown.
public enum SafeText {
    /// Marks that one base may carry; what a curses cell holds beside its base.
    static let marksPerBase = 4
    /// Scalars that an emoji sequence may have; the longest of Unicode has ten.
    static let scalarsPerSequence = 10

    /// The text with everything dangerous made visible. Printable ASCII comes back as it is, without a copy.
    public static func visible(_ text: String) -> String {
        if asciiCount(text) != nil { return text }
        var result = ""
        for cluster in clusters(of: text) { result += cluster.text }
        return result
    }

    /// The text cut up into what is drawn in one place each.
    public static func clusters(of text: String) -> SafeClusters { SafeClusters(text) }

    /// The number of characters where all are printable ASCII, otherwise `nil`. Does not allocate.
    static func asciiCount(_ text: String) -> Int? {
        let plain = text.utf8.withContiguousStorageIfAvailable { bytes in
            bytes.allSatisfy { $0 &- 0x20 < 0x5F }
        }
        return plain == true ? text.utf8.count : nil
    }

    /// How a scalar that must not reach a terminal is written.
    static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x0A: return "\\n"
        case 0x0D: return "\\r"
        case 0x09: return "\\t"
        case 0x1B: return "\\e"
        case ..<0x10: return "\\x0" + String(scalar.value, radix: 16)
        case ..<0x80: return "\\x" + String(scalar.value, radix: 16)
        default: return "\\u{" + String(scalar.value, radix: 16) + "}"
        }
    }

    /// Whether a scalar on its own must be escaped.
    static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD { return true }
        if value < 0x300 { return false }
        if value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value) { return true }
        guard WidthTable.zero.contains(value) || value == 0x115F else { return false }
        if (0x1160...0x11FF).contains(value) && value != 0x1160 || (0xD7B0...0xD7FF).contains(value) { return false }
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint { return true }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: return false
        default: return true
        }
    }
}
