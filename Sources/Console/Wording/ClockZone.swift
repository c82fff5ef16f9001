import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The zone that times are shown in, by its offset from UTC.
///
/// Not Foundation's `TimeZone`: its first answer loads ICU's tables, which stay in memory for as long as the console runs.
/// The C library answers the same question from the machine's own files.
public enum ClockZone: Sendable, Hashable {
    /// The machine's zone, or what `TZ` says.
    case machine
    /// Seconds east of UTC, all year.
    case fixed(Int)

    /// Seconds east of UTC at a moment; 0 for moments outside of what the C library can tell.
    func offset(at date: Date) -> Int {
        switch self {
        case .fixed(let seconds): return seconds
        case .machine:
            let seconds = date.timeIntervalSince1970.rounded(.down)
            guard abs(seconds) < 1e11 else { return 0 }
            var moment = time_t(seconds)
            var local = tm()
            guard localtime_r(&moment, &local) != nil else { return 0 }
            return local.tm_gmtoff
        }
    }

    /// The next moment after another at which the clock shows a time of day. One that the clock jumps over in spring is
    /// as much later as the clock jumps.
    /// - Parameter second: of the day, from 0 to 86,399.
    func next(second: Int, after now: Date) -> Date? { Self.next(second: second, after: now, offset: offset(at:)) }

    static func next(second: Int, after now: Date, offset: (Date) -> Int) -> Date? {
        let today = ((now.timeIntervalSince1970 + Double(offset(now))) / 86_400).rounded(.down)
        for day in [today, today + 1] {
            let shown = Date(timeIntervalSince1970: day * 86_400 + Double(second))
            let offsets = [-86_400.0, 86_400].map { offset(shown.addingTimeInterval($0)) }
            let moments = offsets.map { (offset: $0, date: shown.addingTimeInterval(-Double($0))) }
            let real = moments.filter { offset($0.date) == $0.offset }.map(\.date)
            let possible = real.isEmpty ? [moments.map(\.date).max() ?? shown] : real
            if let next = possible.filter({ $0 > now }).min() { return next }
        }
        return nil
    }
}
