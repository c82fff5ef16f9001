/// Durations as the config writes them: `250ms`, `5s`, `1m30s`, `1.5h`.
public enum DurationText {
    /// Units from the largest to the smallest, in nanoseconds.
    static let units: [(name: String, nanoseconds: Int64)] = [
        ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
        ("ms", 1_000_000), ("us", 1_000), ("ns", 1),
    ]

    /// The duration that `text` writes; `nil` when it writes none. Units go from large to small, each at most once;
    /// up to fifteen digits before a point and nine behind it; `µs` is `us`.
    public static func parse(_ text: String) -> Duration? {
        var rest = Substring(text)
        var total = Duration.zero
        var smallest = -1
        while !rest.isEmpty {
            guard let number = DecimalText.take(from: &rest) else { return nil }
            let name = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(name.count)
            let plain = name == "µs" || name == "μs" ? "us" : name
            guard let unit = units.firstIndex(where: { $0.name == plain }), unit > smallest else { return nil }
            smallest = unit
            guard let nanoseconds = number.times(units[unit].nanoseconds) else { return nil }
            total += .nanoseconds(nanoseconds)
        }
        return smallest < 0 ? nil : total
    }

    /// `duration` as the config would write it, exact to the nanosecond: 90 s → `1m30s`, 1,500 ms → `1.5s`.
    /// Less than nothing is written as `0s`.
    public static func format(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let nanoseconds = attoseconds / 1_000_000_000
        guard seconds > 0 || (seconds == 0 && nanoseconds > 0) else { return "0s" }
        if seconds == 0 {
            if nanoseconds % 1_000_000 == 0 { return "\(nanoseconds / 1_000_000)ms" }
            return nanoseconds % 1_000 == 0 ? "\(nanoseconds / 1_000)us" : "\(nanoseconds)ns"
        }
        var out = ""
        var left = seconds
        for (name, size) in [("d", Int64(86_400)), ("h", 3_600), ("m", 60)] where left >= size {
            out += "\(left / size)\(name)"
            left %= size
        }
        if nanoseconds > 0 {
            var digits = String(String(nanoseconds + 1_000_000_000).dropFirst())
            while digits.last == "0" { digits.removeLast() }
            return out + "\(left).\(digits)s"
        }
        return left > 0 || out.isEmpty ? out + "\(left)s" : out
    }

    /// What somebody probably meant by a text that is no duration: `5 sec` → `5s`.
    static func nearest(to text: String) -> String? {
        let plain = text.lowercased().filter { $0 != " " }
        let number = plain.prefix { $0.isNumber || $0 == "." }
        let words = [
            "": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s", "min": "m", "mins": "m", "minute": "m",
            "minutes": "m", "hour": "h", "hours": "h", "hr": "h", "day": "d", "days": "d", "msec": "ms", "millis": "ms",
            "milliseconds": "ms", "s": "s", "ms": "ms", "m": "m", "h": "h", "d": "d",
        ]
        guard let unit = words[String(plain.dropFirst(number.count))] else { return nil }
        let guess = number + unit
        return parse(String(guess)) == nil ? nil : String(guess)
    }
}
