import Foundation

/// How the starts of the traces on screen are written: as times, with the day where one of them is of another day.
struct TraceTimes {
    private let clock: ClockText
    private let now: Date
    private let isWide: Bool
    private let hasOtherDays: Bool

    init(_ dates: [Date], now: Date, clock: ClockText, isWide: Bool) {
        self.clock = clock
        self.now = now
        self.isWide = isWide
        hasOtherDays = dates.contains { clock.moment($0, now: now).count > 8 }
    }

    /// Columns that a time takes.
    var width: Int { hasOtherDays ? (isWide ? 23 : 14) : isWide ? 12 : 8 }

    /// `14:03:27`, `14:03:27.042`, `11-23 14:03:27`, `2026-11-23 14:03:27.042`.
    func text(_ date: Date) -> String {
        let time = isWide ? clock.millisecond(date) : clock.time(date)
        guard hasOtherDays else { return time }
        let day = clock.day(date)
        return "\(isWide ? day : String(day.suffix(5))) \(time)"
    }
}
