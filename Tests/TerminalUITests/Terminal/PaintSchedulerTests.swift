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
        var scheduler = PaintScheduler(interval: .milliseconds(33), pause: .milliseconds(8))
        // The second may come soon; from then on they keep their distance.
        for due in [0, 8, 41, 74] {
            scheduler.dataChanged()
            if due > 0 {
                let early = start + .milliseconds(due - 1)
                #expect(scheduler.decision(at: early) == .wait(until: start + .milliseconds(due)))
            }
            #expect(scheduler.decision(at: start + .milliseconds(due)) == .paint)
            scheduler.painted(at: start + .milliseconds(due))
        }
    }

    /// Snapshots that come a little less often than the scheduler allows are painted as they come, also after a paint for
    /// a key, and soon again after other data came between two of them.
    @Test func aPaintOutOfTurnDoesNotDelayAllThatFollow() {
        var scheduler = PaintScheduler(interval: .milliseconds(33), pause: .milliseconds(8))
        func delay(of snapshot: Int) -> Duration {
            let now = start + .milliseconds(snapshot * 36)
            scheduler.dataChanged()
            var due = now
            if case .wait(let until) = scheduler.decision(at: now) { due = until }
            #expect(scheduler.decision(at: due) == .paint)
            scheduler.painted(at: due)
            return due - now
        }
        #expect((0..<10).allSatisfy { delay(of: $0) == .zero })
        scheduler.paintAtOnce()
        scheduler.painted(at: start + .milliseconds(9 * 36 + 18))
        #expect(delay(of: 10) == .zero)
        scheduler.dataChanged()
        #expect(scheduler.decision(at: start + .milliseconds(10 * 36 + 18)) == .paint)
        scheduler.painted(at: start + .milliseconds(10 * 36 + 18))
        #expect((11..<15).map { delay(of: $0) } == [5, 2, 0, 0].map { .milliseconds($0) })
    }

    @Test func aPaintForAKeyShowsTheDataToo() {
        var scheduler = PaintScheduler()
        scheduler.dataChanged()
        scheduler.painted(at: start)
        scheduler.dataChanged()
        scheduler.paintAtOnce()
        #expect(scheduler.decision(at: start + .milliseconds(1)) == .paint)
        scheduler.painted(at: start + .milliseconds(1))
        #expect(scheduler.decision(at: start + .seconds(9)) == .idle)
    }

    @Test func aStormOfDataPaintsThirtyTwoTimesASecond() {
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
        #expect((315...330).contains(paints))
    }
}
