import Foundation
import ResilienceTesting
import Testing

@testable import Console

/// Many at once: the canary, the rate, stopping by itself, going on after a restart.
struct BulkRunTests {
    private func plan(_ count: Int) -> BulkPlan {
        BulkPlan(
            kind: "saga.retry", reason: "payments is back",
            items: (0..<count).map { BulkPlan.Item(service: "orders", target: "order-\($0)", revision: 1) })
    }

    private func run(_ count: Int, policy: BulkPolicy = BulkPolicy()) -> BulkRun {
        BulkRun(id: "b", plan: plan(count), policy: policy, now: testNow)
    }

    @Test func theFirstOneGoesAlone() {
        var run = run(300)
        #expect(run.tick(now: testNow) == [0])
        #expect(run.tick(now: testNow.addingTimeInterval(60)) == [])
        run.ended(0, .done, now: testNow.addingTimeInterval(60))
        #expect(run.phase == .running)
        #expect(run.tick(now: testNow.addingTimeInterval(61)) == [1])
    }

    @Test func aCanaryThatFailsStopsEverything() {
        var run = run(300)
        _ = run.tick(now: testNow)
        run.ended(0, .notDone("it needs attention"), now: testNow)
        #expect(run.phase == .stopped(.canary("it needs attention")))
        #expect(run.tick(now: testNow.addingTimeInterval(60)) == [])
        run.resume(now: testNow.addingTimeInterval(60))
        #expect(run.phase == .canary)
        #expect(run.tick(now: testNow.addingTimeInterval(61)) == [1])
    }

    @Test func theRateRisesWhileAllIsWell() {
        var run = run(10_000)
        var now = testNow
        var perSecond: [Int] = []
        for _ in 0..<60 {
            let started = run.tick(now: now)
            perSecond.append(started.count)
            for item in started { run.ended(item, .done, now: now) }
            now += 1
        }
        #expect(perSecond[1] == 1)
        #expect(perSecond == perSecond.sorted())
        #expect(perSecond.last == run.policy.mostUnderWay && run.rate == run.policy.highestRate)
        #expect(run.timeLeft(now: now).map { $0 > 0 && $0 < 10_000 } == true)
    }

    @Test func itStopsByItselfAboveAShareOfFailures() {
        var run = run(10_000)
        var now = testNow
        var started = 0
        while run.phase == .canary || run.phase == .running, started < 5_000 {
            for item in run.tick(now: now) {
                started += 1
                run.ended(item, item > 200 && item % 3 == 0 ? .notDone("no") : .done, now: now)
            }
            now += 1
        }
        guard case .stopped(.failures(let failed, let count)) = run.phase else {
            Issue.record("\(run.phase)")
            return
        }
        #expect(count == 20 && failed == 5)
        // What was not started is still there.
        #expect(run.next < 400 && run.done + run.underWay.count == run.next)
    }

    @Test func whatHasMovedOnByItselfIsLeftAndIsNoFailure() {
        var run = run(300)
        var now = testNow
        // The first that is done at all is the canary.
        for place in 0..<5 {
            #expect(run.tick(now: now) == [place] && run.phase == .canary)
            run.ended(place, place < 4 ? .changed : .done, now: now)
            now += 1
        }
        while !run.isOver {
            for item in run.tick(now: now) { run.ended(item, item % 2 == 0 ? .changed : .done, now: now) }
            now += 1
        }
        #expect(run.phase == .finished && run.failed.isEmpty && run.changed + run.succeeded == 300)
        #expect(
            BulkText(run, now: now).counts
                == "300 of 300 through, \(run.changed) had changed and were left")
    }

    @Test func nothingIsStartedWhileItIsHeld() {
        var run = run(10)
        #expect(run.tick(now: testNow, obstacle: { _ in "held while orders → payments is open" }) == [])
        #expect(run.held == "held while orders → payments is open")
        #expect(run.tick(now: testNow.addingTimeInterval(3_600)) == [0])
        #expect(run.held == nil)
    }

    @Test func whatCannotBeStartedYetIsNotPassedOver() {
        var run = run(10)
        _ = run.tick(now: testNow)
        run.ended(0, .done, now: testNow)
        var now = testNow
        var started: [Int] = []
        while started.count < 4 {
            now += 1
            started += run.tick(now: now) { $0 == 5 ? "held: nothing is heard of it" : nil }
        }
        for _ in 0..<5 {
            now += 1
            #expect(run.tick(now: now) { $0 == 5 ? "held: nothing is heard of it" : nil } == [])
        }
        #expect(started == [1, 2, 3, 4] && run.held == "held: nothing is heard of it" && run.failed.isEmpty)
        #expect(run.tick(now: now.addingTimeInterval(1)).first == 5)
    }

    @Test func pauseResumeAndCancel() {
        var run = run(10)
        _ = run.tick(now: testNow)
        run.ended(0, .done, now: testNow)
        run.pause()
        #expect(run.tick(now: testNow.addingTimeInterval(60)) == [])
        run.resume(now: testNow.addingTimeInterval(60))
        #expect(run.tick(now: testNow.addingTimeInterval(61)) == [1])
        run.cancel()
        #expect(!run.isOver && run.tick(now: testNow.addingTimeInterval(62)) == [])
        run.ended(1, .done, now: testNow)
        #expect(run.isOver && run.succeeded == 2)
    }

    @Test func afterARestartItGoesOnWithWhatIsNotOnRecord() {
        let record = run(6).record
        var run = BulkRun(resuming: record, through: [0: .done, 1: .notDone("no"), 3: .changed], now: testNow)
        #expect(run.phase == .stopped(.restart) && run.succeeded == 1 && run.changed == 1 && run.failed == [1: "no"])
        run.resume(now: testNow)
        var order: [Int] = []
        var now = testNow
        while !run.isOver, order.count < 10 {
            for item in run.tick(now: now) {
                order.append(item)
                run.ended(item, .done, now: now)
            }
            now += 1
        }
        #expect(order == [2, 4, 5])
        #expect(run.phase == .finished && run.done == 6)
        let all = Dictionary(uniqueKeysWithValues: (0..<6).map { ($0, BulkRun.ItemEnd.done) })
        #expect(BulkRun(resuming: record, through: all, now: testNow).isOver)
    }

    /// Whatever happens in whatever order, every target is started at most once and ends in one count.
    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func everyTargetIsStartedAtMostOnce(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...200, using: &random)
        var run = run(count)
        var now = testNow
        var started: Set<Int> = []
        var underWay: [Int] = []
        for _ in 0..<2_000 where !run.isOver {
            now += Double.random(in: 0...2, using: &random)
            switch Int.random(in: 0..<20, using: &random) {
            case 0: run.pause()
            case 1, 2, 3: run.resume(now: now)
            case 4 where Int.random(in: 0..<50, using: &random) == 0: run.cancel()
            case 5...9:
                guard let place = underWay.indices.randomElement(using: &random) else { break }
                let ends: [BulkRun.ItemEnd] = [.notDone("no"), .changed, .done, .done, .done, .done]
                let end = ends.randomElement(using: &random) ?? .done
                run.ended(underWay.remove(at: place), end, now: now)
            default:
                let held = Int.random(in: 0..<10, using: &random) == 0 ? "held" : nil
                for item in run.tick(now: now, obstacle: { _ in held }) {
                    #expect(started.insert(item).inserted, "seed \(seed)")
                    underWay.append(item)
                }
            }
            #expect(run.underWay == Set(underWay), "seed \(seed)")
            #expect(run.done + run.underWay.count == started.count, "seed \(seed)")
            #expect(run.underWay.count <= run.policy.mostUnderWay, "seed \(seed)")
        }
        if run.phase == .finished { #expect(started.count == count, "seed \(seed)") }
    }
}
