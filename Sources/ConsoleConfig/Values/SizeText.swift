/// Sizes as the config writes them: `512MiB`, `1GB`, `1.5 GiB`. Always with a unit; upper or lower case.
public enum SizeText {
    /// Units from the largest to the smallest, in bytes; at equal height the binary one first.
    static let units: [(name: String, bytes: Int64)] = [
        ("TiB", 1 << 40), ("TB", 1_000_000_000_000), ("GiB", 1 << 30), ("GB", 1_000_000_000),
        ("MiB", 1 << 20), ("MB", 1_000_000), ("KiB", 1 << 10), ("kB", 1_000), ("B", 1),
    ]

    /// The bytes that `text` writes, rounded down; `nil` when it writes no size.
    public static func parse(_ text: String) -> Int? {
        var rest = Substring(text)
        guard let number = DecimalText.take(from: &rest) else { return nil }
        let name = rest.first == " " ? rest.dropFirst() : rest
        guard let unit = units.first(where: { $0.name.lowercased() == name.lowercased() }) else { return nil }
        return number.times(unit.bytes).flatMap { Int(exactly: $0) }
    }

    /// `bytes` in the largest unit that writes them without a fraction: 536,870,912 → `512MiB`.
    public static func format(_ bytes: Int) -> String {
        let unit = units.first { bytes != 0 && Int64(bytes) % $0.bytes == 0 } ?? ("B", 1)
        return "\(Int64(bytes) / unit.bytes)\(unit.name)"
    }

    /// What somebody probably meant by a text that is no size: `512M` → `512MiB`.
    static func nearest(to text: String) -> String? {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let words = [
            "k": "KiB", "ki": "KiB", "m": "MiB", "mi": "MiB", "g": "GiB", "gi": "GiB", "t": "TiB", "ti": "TiB",
        ]
        let unit = text.dropFirst(number.count).lowercased().filter { $0 != " " }
        guard let meant = words[unit] else { return nil }
        let guess = number + meant
        return parse(String(guess)) == nil ? nil : String(guess)
    }
}
