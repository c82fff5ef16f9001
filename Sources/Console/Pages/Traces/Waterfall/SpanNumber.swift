/// Times in the waterfall's columns: enough digits to tell neighbours apart, at most seven columns.
enum SpanNumber {
    /// `0 ms`, `24.1 µs`, `6.20 ms`, `184 ms`, `1.912 s`, `12.34 s`; longer ones as ``DurationText`` has them.
    static func text(_ duration: Duration) -> String {
        let seconds = duration.seconds
        if seconds < 0 { return "-" + text(.zero - duration) }
        switch seconds {
        case 0: return "0 ms"
        case ..<0.000_001: return "\(Int((seconds * 1e9).rounded())) ns"
        case ..<0.000_999_5: return digits(seconds * 1e6, 3) + " µs"
        case ..<0.999_5: return digits(seconds * 1e3, 3) + " ms"
        case ..<999.9: return digits(seconds, 4) + " s"
        default: return DurationText.short(seconds: seconds)
        }
    }

    /// A value from 0.1 up with so many digits that matter.
    private static func digits(_ value: Double, _ count: Int) -> String {
        let whole = value < 9.999_5 ? 1 : value < 99.995 ? 2 : 3
        let places = max(0, count - whole)
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((value * Double(scale)).rounded())
        guard places > 0 else { return "\(scaled)" }
        let fraction = String(scaled % scale)
        return "\(scaled / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
    }
}
