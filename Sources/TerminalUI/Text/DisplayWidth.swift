/// How many terminal columns text takes.
///
/// East Asian wide and fullwidth characters and emoji take two, combining marks none, everything else (ambiguous width
/// too) one. Sequences count as one: flags, skin tones, joined emoji, and U+FE0F after a narrow symbol take two.
/// The tables are those of Unicode 17.0.0.
public enum DisplayWidth {
    /// The version of Unicode that the widths follow.
    public static let unicodeVersion = WidthTable.unicodeVersion

    /// Columns of `text` as a frame draws it, that is with everything dangerous escaped (see ``SafeText``).
    /// - Complexity: O(length); no allocation for printable ASCII.
    public static func of(_ text: String) -> Int {
        if let count = SafeText.asciiCount(text) { return count }
        var width = 0
        for cluster in SafeText.clusters(of: text) { width += cluster.width }
        return width
    }

    /// Columns of `text` as a frame draws it.
    public static func of(_ text: StyledText) -> Int { text.runs.reduce(0) { $0 + of($1.text) } }

    /// Columns of `text`, counted no further than `limit`: more comes back as `limit` + 1.
    static func of(_ text: StyledText, upTo limit: Int) -> Int {
        var width = 0
        for run in text.runs {
            if run.text.utf8.count <= limit, let count = SafeText.asciiCount(run.text) {
                width += count
            } else {
                for cluster in SafeText.clusters(of: run.text) {
                    width += cluster.width
                    if width > limit { return limit + 1 }
                }
            }
            if width > limit { return limit + 1 }
        }
        return width
    }

    /// Columns of one scalar on its own: 0, 1 or 2. Controls count 0, because they never reach a screen.
    public static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
        if value < 0x1100 { return WidthTable.zero.contains(value) ? 0 : 1 }
        if WidthTable.wide.contains(value) { return 2 }
        return WidthTable.zero.contains(value) ? 0 : 1
    }
}
