import Testing
import TerminalUI

@Suite struct PaintSchedulerTests {
    private let start = ContinuousClock.now

    @Test func aKeyPaintsAtOnceAlsoRightAfterAPaint() {
        var scheduler = PaintScheduler()
        scheduler.painted(at: start)
        #expect(scheduler.decision(at: start) == .idle)
        scheduler.paintAtOnce()
        #expect(scheduler.decision(at: start) == .paint)
    }

    @Test func theFirstDataPaintAtOnceTheRestAreCoalesced() {
        var scheduler = PaintScheduler(interval: .milliseconds(33))
        scheduler.dataChanged()
        #expect(scheduler.decision(at: start) == .paint)
        scheduler.painted(at: start)
        scheduler.dataChanged()
        #expect(scheduler.decision(at: start + .milliseconds(1)) == .wait(until: start + .milliseconds(33)))
        #expect(scheduler.decision(at: start + .milliseconds(33)) == .paint)
    }

    @Test func aPaintForAKeyShowsTheDataToo() {
        var scheduler = PaintScheduler()
        scheduler.painted(at: start)
        scheduler.dataChanged()
        scheduler.paintAtOnce()
        #expect(scheduler.decision(at: start + .milliseconds(1)) == .paint)
        scheduler.painted(at: start + .milliseconds(1))
        #expect(scheduler.decision(at: start + .seconds(9)) == .idle)
    }

    @Test func aStormOfDataPaintsThirtyTimesASecond() {
        var scheduler = PaintScheduler()
        var paints = 0
        for millisecond in 0..<10_000 {
            let now = start + .milliseconds(millisecond)
            scheduler.dataChanged()
            if scheduler.decision(at: now) == .paint {
                paints += 1
                scheduler.painted(at: now)
            }
        }
        #expect((290...304).contains(paints))
    }
}
