/// Time spans in the words of the screen: two digits that matter, one unit.
enum DurationText {
    /// `0 ms`, `38 ms`, `1.9 s`, `42 s`, `3 min`, `5 h`, `12 d`; sub-millisecond times in `µs`.
    ///
    /// - Parameter seconds: not a number and infinities read as `n/a`; a negative span keeps its sign.
    static func short(seconds: Double) -> String {
        guard seconds.isFinite else { return "n/a" }
        if seconds < 0 { return "-" + short(seconds: -seconds) }
        switch seconds {
        case 0: return "0 ms"
        case ..<0.000_999_5: return "\(whole(seconds * 1e6)) µs"
        case ..<0.009_95: return "\(tenths(seconds * 1e3)) ms"
        case ..<0.999_5: return "\(whole(seconds * 1e3)) ms"
        case ..<9.95: return "\(tenths(seconds)) s"
        case ..<99.5: return "\(whole(seconds)) s"
        case ..<5_970: return "\(whole(seconds / 60)) min"
        case ..<171_000: return "\(whole(seconds / 3_600)) h"
        default: return "\(whole(seconds / 86_400)) d"
        }
    }

    /// The same for a `Duration`.
    static func short(_ duration: Duration) -> String { short(seconds: duration.seconds) }

    /// The same for nanoseconds, the unit of spans.
    static func short(nanoseconds: Int64) -> String { short(seconds: Double(nanoseconds) / 1e9) }

    /// A duration that somebody has written down: `5 s`, `250 ms`, `1.5 s`, `2 min`; digits that say nothing are left out.
    static func setting(_ duration: Duration) -> String {
        short(duration).replacing(".0 ", with: " ")
    }

    /// How long something has been so, for a column that ticks: `0 s`, `42 s`, `3 min`, `2 h`; never a fraction, so
    /// that a row does not flicker between units, and never less than it said before: a unit begins at two of its own.
    static func age(seconds: Double) -> String {
        guard seconds.isFinite else { return "n/a" }
        let seconds = max(0, seconds)
        switch seconds {
        case ..<120: return "\(Int(seconds)) s"
        case ..<7_200: return "\(Int(seconds / 60)) min"
        case ..<172_800: return "\(Int(seconds / 3_600)) h"
        default: return "\(Int(min(seconds / 86_400, 99_999))) d"
        }
    }

    /// The age of the data in the footer: `0.2 s`, `3.0 s`, `42 s`.
    static func dataAge(seconds: Double) -> String {
        seconds < 10 ? "\(tenths(max(0, seconds))) s" : age(seconds: seconds)
    }

    private static func whole(_ value: Double) -> String { "\(Int(value.rounded()))" }

    private static func tenths(_ value: Double) -> String {
        let scaled = Int((value * 10).rounded())
        return "\(scaled / 10).\(scaled % 10)"
    }
}

extension Duration {
    /// As a fraction of seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
