import Foundation

/// Wall-clock times in the operator's time zone.
struct ClockText: Sendable {
    /// The zone that times are shown in.
    let zone: ClockZone

    /// `14:03:27`.
    func time(_ date: Date) -> String {
        let seconds = secondOfDay(date)
        return "\(pad(seconds / 3_600)):\(pad(seconds / 60 % 60)):\(pad(seconds % 60))"
    }

    /// `14:30`.
    func minute(_ date: Date) -> String { String(time(date).prefix(5)) }

    /// `14:03:27.042`.
    func millisecond(_ date: Date) -> String {
        let fraction = date.timeIntervalSince1970.truncatingRemainder(dividingBy: 1)
        let milliseconds = Int((fraction < 0 ? fraction + 1 : fraction) * 1_000)
        return "\(time(date)).\(String(repeating: "0", count: 3 - String(milliseconds).count))\(milliseconds)"
    }

    /// `14:03:27` for today, `2026-11-23 14:03` for another day.
    func moment(_ date: Date, now: Date) -> String {
        let day = dayNumber(date)
        if day == dayNumber(now) { return time(date) }
        return "\(self.day(date)) \(minute(date))"
    }

    /// `2026-11-23`.
    func day(_ date: Date) -> String {
        Date(timeIntervalSince1970: Double(local(date))).formatted(Date.ISO8601FormatStyle().year().month().day())
    }

    /// When something ends: `14:30` for today, `2026-11-25 09:00` for another day.
    func end(_ date: Date, now: Date) -> String {
        dayNumber(date) == dayNumber(now) ? minute(date) : moment(date, now: now)
    }

    private func local(_ date: Date) -> Int {
        let seconds = date.timeIntervalSince1970 + Double(zone.offset(at: date))
        return seconds.isFinite && abs(seconds) < 1e15 ? Int(seconds.rounded(.down)) : 0
    }

    private func secondOfDay(_ date: Date) -> Int {
        let second = local(date) % 86_400
        return second < 0 ? second + 86_400 : second
    }

    private func dayNumber(_ date: Date) -> Int {
        Int((Double(local(date)) / 86_400).rounded(.down))
    }

    private func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
