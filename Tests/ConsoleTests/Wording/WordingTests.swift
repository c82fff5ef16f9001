import Foundation
import Testing

@testable import Console

/// Numbers and times in the words of the screen.
struct WordingTests {
    @Test(arguments: [
        (0.0, "0 ms"), (0.000_000_4, "0 µs"), (0.000_25, "250 µs"), (0.000_999_6, "1.0 ms"), (0.001_9, "1.9 ms"),
        (0.009_94, "9.9 ms"), (0.009_96, "10 ms"), (0.038, "38 ms"), (0.999_4, "999 ms"), (0.999_6, "1.0 s"),
        (1.94, "1.9 s"),
        (9.94, "9.9 s"), (9.96, "10 s"), (42, "42 s"), (99.4, "99 s"), (99.6, "2 min"), (180, "3 min"),
        (5_969, "99 min"),
        (5_970, "2 h"), (18_000, "5 h"), (171_000, "2 d"), (1_036_800, "12 d"), (-1.9, "-1.9 s"),
        (.nan, "n/a"), (.infinity, "n/a"),
    ])
    func aDurationHasTwoDigitsThatMatter(seconds: Double, text: String) {
        #expect(DurationText.short(seconds: seconds) == text)
    }

    @Test func durationsAndNanosecondsReadTheSame() {
        #expect(DurationText.short(.milliseconds(38)) == "38 ms")
        #expect(DurationText.short(nanoseconds: 1_900_000_000) == "1.9 s")
    }

    @Test(arguments: [
        (Duration.seconds(5), "5 s"), (.milliseconds(250), "250 ms"), (.milliseconds(1_500), "1.5 s"),
        (.seconds(120), "2 min"),
    ])
    func whatSomebodyWroteDownReadsAsItWasWritten(duration: Duration, text: String) {
        #expect(DurationText.setting(duration) == text)
    }

    @Test(arguments: [
        (-3.0, "0 s"), (0.9, "0 s"), (42.9, "42 s"), (119.9, "119 s"), (120, "2 min"), (7_199, "119 min"),
        (7_200, "2 h"),
        (172_799, "47 h"), (172_800, "2 d"), (1e12, "99999 d"), (.nan, "n/a"),
    ])
    func anAgeNeverFlickersBetweenUnits(seconds: Double, text: String) {
        #expect(DurationText.age(seconds: seconds) == text)
    }

    @Test func anAgeNeverShrinksWhileTimePasses() {
        var last = 0.0
        let units = ["s": 1.0, "min": 60, "h": 3_600, "d": 86_400]
        for second in stride(from: 0.0, to: 400_000, by: 7) {
            let parts = DurationText.age(seconds: second).split(separator: " ")
            let value = Double(parts[0])! * units[String(parts[1])]!
            #expect(value >= last && value <= second)
            last = value
        }
    }

    @Test(arguments: [(0.2, "0.2 s"), (3, "3.0 s"), (9.96, "10.0 s"), (10, "10 s"), (-1, "0.0 s"), (4_000, "66 min")])
    func theAgeOfDataHasTenthsWhileItIsFresh(seconds: Double, text: String) {
        #expect(DurationText.dataAge(seconds: seconds) == text)
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1_000, "1.0k"), (1_234, "1.2k"), (9_949, "9.9k"), (9_950, "10k"), (35_200, "35k"),
        (999_499, "999k"), (999_500, "1.0M"), (1_200_000, "1.2M"), (3_400_000_000, "3.4G"), (-1_234, "-1.2k"),
        (Int.max, "9.2E"), (Int.min, "-9.2E"),
    ])
    func aCountTakesAtMostFourColumns(count: Int, text: String) {
        #expect(CountText.short(count) == text)
    }

    @Test func countsAgreeWithTheirNouns() {
        #expect(CountText.of(1, "span") == "1 span")
        #expect(CountText.of(0, "span") == "0 spans")
        #expect(CountText.of(12_345, "child", "children") == "12,345 children")
        #expect(CountText.grouped(-1_234_567) == "-1,234,567")
        #expect(CountText.grouped(Int.min) == "-9,223,372,036,854,775,808")
    }

    @Test(arguments: [
        (0.0, "0"), (0.04, "<0.1"), (0.3, "0.3"), (12, "12.0"), (99.94, "99.9"), (99.96, "100"), (340, "340"),
        (1_234, "1.2k"), (-1, "n/a"), (.nan, "n/a"), (.infinity, "n/a"),
    ])
    func aRateIsPerSecond(rate: Double, text: String) {
        #expect(CountText.rate(rate) == text)
    }

    @Test(arguments: [
        (0, 10, "0 %"), (1, 10_000, "<0.1 %"), (41, 1_000, "4.1 %"), (62, 100, "62 %"), (9_999, 10_000, "99.9 %"),
        (10, 10, "100 %"), (0, 0, "n/a"),
    ])
    func aShareOfNothingIsNotZero(part: Int, whole: Int, text: String) {
        #expect(CountText.percent(part, of: whole) == text)
    }

    @Test(arguments: [
        (1.0, "100 %"), (0.999_99, "99.9 %"), (0.988, "98.8 %"), (0.86, "86.0 %"), (0, "0.0 %"), (-1, "0.0 %"),
        (.nan, "n/a"),
    ])
    func onlyAllOfTheTimeIsAHundredPercent(share: Double, text: String) {
        #expect(CountText.uptime(share) == text)
    }

    @Test(arguments: [
        (0, "0 B"), (1_023, "1023 B"), (1_024, "1.0 KiB"), (3_482, "3.4 KiB"), (536_870_912, "512 MiB"),
        (1_073_741_824, "1.0 GiB"), (5_000_000_000_000, "4.5 TiB"),
    ])
    func bytesAreCountedInBinaryUnits(count: Int, text: String) {
        #expect(CountText.bytes(count) == text)
    }

    // MARK: - The clock

    private let utc = ClockText(zone: .fixed(0))

    @Test func timesAreInTheOperatorsZone() {
        #expect(utc.time(testNow) == "14:03:27")
        #expect(ClockText(zone: .fixed(5 * 3_600 + 1_800)).time(testNow) == "19:33:27")
        #expect(ClockText(zone: .fixed(-12 * 3_600)).minute(testNow) == "02:03")
        #expect(utc.millisecond(testNow.addingTimeInterval(0.042)) == "14:03:27.042")
    }

    @Test func anotherDayIsNamed() {
        #expect(utc.moment(testNow, now: testNow) == "14:03:27")
        #expect(utc.moment(ago(86_400), now: testNow) == "2026-11-23 14:03")
        #expect(utc.end(testNow.addingTimeInterval(60), now: testNow) == "14:04")
        #expect(utc.end(testNow.addingTimeInterval(86_400), now: testNow) == "2026-11-25 14:03")
    }

    @Test func aTimeBeforeTheEpochOrFarOffDoesNotTrap() {
        #expect(utc.time(Date(timeIntervalSince1970: -1)) == "23:59:59")
        #expect(utc.time(.distantPast).count == 8)
        #expect(utc.time(Date(timeIntervalSince1970: .infinity)) == "00:00:00")
        #expect(utc.millisecond(Date(timeIntervalSince1970: -0.25)).hasSuffix(".750"))
    }

    // MARK: - How long

    private func read(_ text: String) -> (TimeInterval, String)? {
        TimeSpanInput.read(text, now: testNow, zone: .fixed(0)).map {
            ($0.until.timeIntervalSince(testNow), $0.rest)
        }
    }

    @Test(arguments: [
        ("90s", 90.0, ""), ("30m", 1_800, ""), ("2h on the phone", 7_200, "on the phone"), ("30d", 2_592_000, ""),
        ("until 14:30", 1_593, ""), ("14:30  with   a note", 1_593, "with a note"),
        ("until 14:03", 86_373, ""), ("0:00", 35_793, ""),
    ])
    func aTimeSpanIsHowLongOrUntilWhen(text: String, seconds: Double, rest: String) {
        #expect(read(text)?.0 == seconds)
        #expect(read(text)?.1 == rest)
    }

    @Test(arguments: [
        "", " ", "until", "soon", "0m", "-1m", "31d", "1.5h", "m", "24:00", "12:60", "1:2", "12:", ":30", "12:30:00",
        "99999999999999999999h", "९m",
    ])
    func whatSaysNoTimeIsNoTime(text: String) {
        #expect(read(text) == nil)
    }
}
