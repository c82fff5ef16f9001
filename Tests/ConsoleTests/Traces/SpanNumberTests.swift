import Testing

@testable import Console

/// How the waterfall writes times.
@Suite struct SpanNumberTests {
    @Test(arguments: [
        (0, "0 ms"), (1, "1 ns"), (999, "999 ns"), (1_000, "1.00 µs"), (24_100, "24.1 µs"), (547_000, "547 µs"),
        (999_600, "1.00 ms"), (6_200_000, "6.20 ms"), (36_428_000, "36.4 ms"), (99_996_000, "100 ms"),
        (184_000_000, "184 ms"), (999_600_000, "1.000 s"), (1_912_345_000, "1.912 s"), (12_340_000_000, "12.34 s"),
        (123_456_000_000, "123.5 s"), (1_000_000_000_000, "17 min"), (-3_000_000, "-3.00 ms"),
    ])
    func neighboursAreToldApart(nanoseconds: Int64, text: String) {
        #expect(SpanNumber.text(.nanoseconds(nanoseconds)) == text)
    }

    @Test func noNumberIsWiderThanItsColumn() {
        var nanoseconds: Int64 = 1
        while nanoseconds < 4_000_000_000_000_000 {
            for value in [nanoseconds - 1, nanoseconds, nanoseconds - nanoseconds / 2_500] {
                #expect(SpanNumber.text(.nanoseconds(value)).count <= 7, "\(value) ns")
            }
            nanoseconds = nanoseconds * 5 / 4 + 1
        }
    }
}
