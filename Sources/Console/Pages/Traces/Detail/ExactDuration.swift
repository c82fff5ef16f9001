/// A time span to three places, for where a person compares numbers: `1.912 s`, `38.204 ms`, `512 ns`.
enum ExactDuration {
    static func text(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        if seconds < 0 || attoseconds < 0 { return "-" + text(.zero - duration) }
        if seconds > 0 { return "\(CountText.grouped(Int(seconds))).\(places(attoseconds / 1_000_000_000_000_000)) s" }
        let nanoseconds = attoseconds / 1_000_000_000
        if nanoseconds >= 1_000_000 {
            return "\(nanoseconds / 1_000_000).\(places(nanoseconds / 1_000 % 1_000)) ms"
        }
        if nanoseconds >= 1_000 { return "\(nanoseconds / 1_000).\(places(nanoseconds % 1_000)) µs" }
        return "\(nanoseconds) ns"
    }

    private static func places(_ thousandths: Int64) -> String {
        let digits = String(thousandths)
        return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }
}
