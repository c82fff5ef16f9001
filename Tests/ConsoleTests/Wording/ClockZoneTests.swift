import Foundation
import ResilienceTesting
import Testing

@testable import Console

/// The machine's clock, against what Foundation's calendar says.
struct ClockZoneTests {
    @Test func theMachinesOffsetIsThatOfItsZone() {
        for month in 0..<24 {
            let date = testNow.addingTimeInterval(Double(month) * 30 * 86_400)
            #expect(ClockZone.machine.offset(at: date) == TimeZone.current.secondsFromGMT(for: date))
        }
        #expect(ClockZone.machine.offset(at: .distantFuture) == TimeZone.current.secondsFromGMT(for: .distantFuture))
        #expect(ClockZone.machine.offset(at: Date(timeIntervalSince1970: .infinity)) == 0)
    }

    /// Summer time begins and ends on the way, by one hour and by half an hour.
    @Test(arguments: ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia"])
    func theNextTimeOfDayIsThatOfTheCalendar(name: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        var random = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            let now = testNow.addingTimeInterval(Double(Int.random(in: 0..<400 * 86_400, using: &random)))
            let (hour, minute) = (Int.random(in: 0..<24, using: &random), Int.random(in: 0..<60, using: &random))
            let next = try #require(
                ClockZone.next(second: hour * 3_600 + minute * 60, after: now) { zone.secondsFromGMT(for: $0) })
            #expect(next > now)
            let expected = calendar.nextDate(
                after: now, matching: DateComponents(hour: hour, minute: minute), matchingPolicy: .nextTime)
            let shown = calendar.dateComponents([.hour, .minute], from: next)
            // What the clock jumps over cannot be shown.
            if shown.hour == hour, shown.minute == minute {
                #expect(next == expected, "\(hour):\(minute) after \(now)")
            } else {
                #expect(next.timeIntervalSince(now) < 26 * 3_600, "\(hour):\(minute) after \(now)")
            }
        }
    }

    @Test func whatTheClockJumpsOverIsAsMuchLater() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        // 2026-03-29 01:00 UTC: from 02:00 to 03:00.
        let night = Date(timeIntervalSince1970: 1_774_738_800)
        let next = ClockZone.next(second: 9_000, after: night) { zone.secondsFromGMT(for: $0) }
        #expect(next == Date(timeIntervalSince1970: 1_774_747_800))
    }
}
