import Foundation

/// Reads what a person types for "how long": `30m`, `2h`, `90s`, `1d`, or `until 14:30` (also just `14:30`).
enum TimeSpanInput {
    /// When it ends, and what was typed after it.
    /// - Returns: `nil` where the text does not begin with a time.
    static func read(_ text: String, now: Date, zone: ClockZone) -> (until: Date, rest: String)? {
        var words = text.split(separator: " ", omittingEmptySubsequences: true)
        if words.first == "until" { words.removeFirst() }
        guard let first = words.first else { return nil }
        let rest = words.dropFirst().joined(separator: " ")
        if let seconds = seconds(first) { return (now.addingTimeInterval(seconds), rest) }
        if let date = time(first, now: now, zone: zone) { return (date, rest) }
        return nil
    }

    /// At most 30 days: longer is a forgotten mute.
    private static func seconds(_ word: Substring) -> TimeInterval? {
        let units: [Character: TimeInterval] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = word.last.flatMap({ units[$0] }), let count = Int(word.dropLast()), count > 0 else {
            return nil
        }
        let seconds = Double(count) * unit
        return seconds <= 30 * 86_400 ? seconds : nil
    }

    /// The next time that the clock shows `14:30`.
    private static func time(_ word: Substring, now: Date, zone: ClockZone) -> Date? {
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]), parts[1].count == 2,
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return zone.next(second: hour * 3_600 + minute * 60, after: now)
    }
}
