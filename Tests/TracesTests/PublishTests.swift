import Synchronization
import Testing

@testable import Traces

/// When snapshots go out.
@Suite(.timeLimit(.minutes(1))) struct PublishTests {
    private let began = ContinuousClock.now
    private func instant(_ milliseconds: Int) -> ContinuousClock.Instant { began + .milliseconds(milliseconds) }

    @Test func theFirstSnapshotAndOneAfterAQuietTimeGoOutAtOnce() {
        var schedule = PublishSchedule(interval: .milliseconds(36))
        #expect(schedule.earliest(at: instant(0)) == instant(0))
        schedule.published(at: instant(0))
        #expect(schedule.earliest(at: instant(36)) == instant(36))
    }

    @Test func afterASnapshotTheNextWaitsForTheRestOfTheInterval() {
        var schedule = PublishSchedule(interval: .milliseconds(36))
        schedule.published(at: instant(0))
        #expect(schedule.earliest(at: instant(10)) == instant(36))
    }

    @Test func whatIsPlannedForLaterDoesNotHoldUpWhatIsDueBefore() {
        var schedule = PublishSchedule(interval: .milliseconds(36))
        schedule.published(at: instant(0))
        let changes = [500, 36, 300].map { schedule.plan(instant($0)) }
        #expect(changes == [true, true, false])
        #expect(schedule.due == instant(36))
    }

    @Test func aSnapshotMakesWhatWasPlannedUnneeded() {
        var schedule = PublishSchedule(interval: .milliseconds(36))
        let isSooner = schedule.plan(instant(20))
        schedule.published(at: instant(10))
        let isPlannedAnew = schedule.plan(instant(600))
        #expect(isSooner && isPlannedAnew)
        #expect(schedule.due == instant(600))
    }

    /// What is looked up only twice a second is told in a snapshot of its own, planned for then. Here it never comes, as
    /// if half a second were without end, and so whatever waited for it would never be seen. Nor may what was planned
    /// and given up come back at once, again and again: each snapshot plans one other at the most.
    @Test func linesThatFollowEachOtherAreShownWithoutWaitingForWhatIsLookedUpSeldom() async throws {
        let folder = try TempFolder()
        let interval = Duration.milliseconds(400)
        let plans = Atomic(0)
        let environment = TraceEngineEnvironment(now: TraceEngineEnvironment.live.now) { rest in
            plans.add(1, ordering: .relaxed)
            guard rest > interval else { return }
            // Without an end, until it is given up.
            let (never, holding) = AsyncStream.makeStream(of: Never.self)
            for await _ in never {}
            holding.finish()
        }
        try await EngineRun.on([folder.file("trace.jsonl")], publishInterval: interval, environment: environment) {
            run in
            for number in 1...12 {
                let trace = "\(number + 10)" + String(repeating: "0", count: 30)
                try folder.append(
                    RandomLog.line(
                        trace: trace, id: "00000000000000aa", start: RandomLog.start, end: RandomLog.start + 5,
                        name: "op")
                        + "\n", to: "trace.jsonl")
                _ = try await run.spans(number)
            }
            for _ in 0..<1000 { await run.engine.open(nil) }
        }
        #expect(plans.load(ordering: .relaxed) < 1500)
    }
}
