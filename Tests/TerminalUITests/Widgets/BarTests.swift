import ResilienceTesting
import Testing
import TerminalUI

@Suite struct BarTests {
    @Test(arguments: [
        (0.0, 1.0, "████████"), (0.0, 0.5, "████"), (0.0, 0.0, "▏"), (0.25, 0.75, "  ████"),
        (0.0, 0.0625, "▌"), (1.0, 1.0, "       ▉"), (-1.0, 9.0, "████████"), (Double.nan, Double.nan, "▏"),
        (0.0, 0.53125, "████▎"),
    ])
    func barsStandWhereTheirTimesAre(start: Double, end: Double, shown: String) {
        #expect(text(Bar(from: start, to: end), 8, 1) == shown)
    }

    @Test func aBarThatStartsWithinACellIsTheRestOfItReversed() {
        let frame = frame(Bar(from: 0.0625, to: 1), 8, 1)
        #expect(frame.line(0) == "▌███████")
        #expect(frame.row(0).first?.style.attributes.contains(.reverse) == true)
    }

    @Test func everyBarStaysInItsRoomAndShowsSomething() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<1000 {
            let bar = Bar(from: .random(in: -0.5...1.5, using: &random), to: .random(in: -0.5...1.5, using: &random))
            var frame = Frame(Size(width: 30, height: 1))
            let room = Rect(x: 5, y: 0, width: .random(in: 1...20, using: &random), height: 1)
            frame.draw(bar, in: room, theme: .monochrome)
            let drawn = frame.row(0).indices.filter { frame.text(of: frame.cells[$0]) != " " }
            #expect(!drawn.isEmpty && drawn.allSatisfy(room.columns.contains))
        }
    }

    @Test func sparklinesShowTheNewestValuesAndGaps() {
        let line = Sparkline([1, 2, nil, 4, 8])
        #expect(line.text(width: 10, art: .unicode) == "▂▃ ▅█")
        #expect(line.text(width: 2, art: .unicode) == "▅█")
        #expect(line.text(width: 10, art: .ascii) == ".- +#")
        #expect(Sparkline([0, 0]).text(width: 4, art: .unicode) == "▁▁")
        #expect(Sparkline([5, .infinity, .nan, -3], ceiling: 10).text(width: 4, art: .unicode) == "▅█ ▁")
        #expect(text(Sparkline([1]), 4, 1) == "   █")
    }

    @Test func gaugesSayTheShareInWords() {
        #expect(text(Gauge(0.5), 16, 1) == "█████░░░░░  50 %")
        #expect(text(Gauge(0.999), 16, 1) == "█████████▉  99 %")
        #expect(text(Gauge(1), 16, 1) == "██████████ 100 %")
        #expect(text(Gauge(nil), 16, 1) == "░░░░░░░░░░     ?")
        #expect(text(Gauge(0.5, label: "12 of 24"), 16, 1, theme: .ascii) == "###=... 12 of 24")
    }
}
