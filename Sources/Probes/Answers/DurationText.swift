/// Durations in the words of a sentence: `250 ms`, `1 s`, `1.4 s`, `2 min`, `3 h`.
enum DurationText {
    static func short(_ duration: Duration) -> String {
        let milliseconds = duration / .milliseconds(1)
        if milliseconds < 1 { return "under 1 ms" }
        if milliseconds < 999.5 { return "\(Int(milliseconds.rounded())) ms" }
        let seconds = milliseconds / 1_000
        if seconds < 59.95 { return "\(trimmed(seconds)) s" }
        if seconds < 3_570 { return "\(trimmed(seconds / 60)) min" }
        return "\(trimmed(seconds / 3_600)) h"
    }

    /// One digit after the point, unless that is a zero.
    private static func trimmed(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
