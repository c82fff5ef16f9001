/// Numbers in the words of the screen.
enum CountText {
    /// `0`, `999`, `1.2k`, `35k`, `1.2M`, `3.4G`: at most four columns.
    static func short(_ count: Int) -> String {
        if count < 0 { return "-" + short(count == .min ? .max : -count) }
        if count < 1_000 { return "\(count)" }
        var value = Double(count)
        for unit in ["k", "M", "G", "T", "P", "E"] {
            value /= 1_000
            if value < 9.95 { return oneDecimal(value) + unit }
            if value < 999.5 { return "\(Int(value.rounded()))" + unit }
        }
        return "\(count)"
    }

    /// `1 span`, `2 spans`, `12,345 spans`.
    static func of(_ count: Int, _ one: String, _ many: String? = nil) -> String {
        "\(grouped(count)) \(count == 1 ? one : many ?? one + "s")"
    }

    /// `12,345,678`.
    static func grouped(_ count: Int) -> String {
        let digits = String(count.magnitude)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return count < 0 ? "-" + text : text
    }

    /// Events a second: `0`, `0.3`, `12.0`, `340`, `1.2k`.
    static func rate(_ perSecond: Double) -> String {
        guard perSecond.isFinite, perSecond >= 0 else { return "n/a" }
        if perSecond == 0 { return "0" }
        if perSecond < 0.05 { return "<0.1" }
        return perSecond < 99.95 ? oneDecimal(perSecond) : short(Int(min(perSecond.rounded(), 1e18)))
    }

    /// A share in percent: `0 %`, `<0.1 %`, `4.1 %`, `62 %`; `n/a` where there is nothing to have a share of.
    static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "n/a" }
        return percent(Double(part) / Double(whole) * 100)
    }

    /// The same for a value that is a percentage already.
    static func percent(_ value: Double) -> String {
        guard value.isFinite else { return "n/a" }
        if value == 0 { return "0 %" }
        if value < 0.05 { return "<0.1 %" }
        if value > 99.9, value < 100 { return "99.9 %" }
        return value < 9.95 ? "\(oneDecimal(value)) %" : "\(Int(value.rounded())) %"
    }

    /// A share of time that something was up, from 0 to 1: `100 %` only for all of it, else `99.9 %`, `86.0 %`.
    static func uptime(_ share: Double) -> String {
        guard share.isFinite else { return "n/a" }
        if share >= 1 { return "100 %" }
        let tenths = Int((max(0, share) * 1_000).rounded(.down))
        return "\(tenths / 10).\(tenths % 10) %"
    }

    /// Bytes in binary units: `812 B`, `3.4 KiB`, `512 MiB`.
    static func bytes(_ count: Int) -> String {
        if count < 1_024 { return "\(count) B" }
        var value = Double(count)
        for unit in ["KiB", "MiB", "GiB", "TiB"] {
            value /= 1_024
            if value < 9.95 { return "\(oneDecimal(value)) \(unit)" }
            if value < 1_023.5 { return "\(Int(value.rounded())) \(unit)" }
        }
        return "\(Int((value / 1_024).rounded())) PiB"
    }

    private static func oneDecimal(_ value: Double) -> String {
        let scaled = Int((value * 10).rounded())
        return "\(scaled / 10).\(scaled % 10)"
    }
}
