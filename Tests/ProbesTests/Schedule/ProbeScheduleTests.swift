import DequeModule
import Testing

@testable import Probes

/// The schedule as a script: time goes in, starts come out, nothing waits.
@Suite struct ProbeScheduleTests {
    private func schedule(_ critical: Int = 10, _ normal: Int = 20, _ reporting: Int = 5) -> ProbeSchedule {
        ProbeSchedule(limits: ProbeLimits(critical: critical, normal: normal, reporting: reporting), seed: 42)
    }

    @Test func theFirstProbeComesWithinTheSpread() throws {
        var schedule = schedule()
        let slot = schedule.add(index: 1, interval: .seconds(10), tier: .normal, at: .seconds(100), within: .seconds(2))
        let due = schedule.next()
        #expect(due >= .seconds(100) && due < .seconds(102))
        schedule.expectStart(at: due - .nanoseconds(1), [])
        schedule.expectStart(at: due, [slot])
    }

    @Test func twoThousandProbesStayOnTheirGridWithJitterAndWithoutDrift() throws {
        var schedule = schedule()
        let interval = Duration.seconds(5)
        let slot = schedule.add(index: 1, interval: interval, tier: .normal, at: .zero, within: .zero)
        var distinct: Set<Duration> = []
        for n in 0..<2_000 {
            let due = schedule.next()
            #expect(abs((due - interval * n) / interval) <= ProbeSchedule.jitter)
            distinct.insert(due - interval * n)
            schedule.expectStart(at: due, [slot])
            schedule.finished(slot)
        }
        #expect(distinct.count > 1_800)
        #expect(schedule.overdue == 0)
    }

    @Test func whoWakesForOneProbeTakesThoseAlongThatWouldBeDueRightAfter() throws {
        var schedule = schedule()
        let second = Duration.seconds(1)
        func add(_ index: Int, at now: Duration, interval: Duration = .seconds(4)) -> ProbeSchedule.Slot {
            schedule.add(index: index, interval: interval, tier: .normal, at: now, within: .zero)
        }
        let first = add(1, at: second)
        let near = add(2, at: second + .milliseconds(99))
        let brief = add(3, at: second + .milliseconds(100), interval: .seconds(1))
        let far = add(4, at: second + .milliseconds(101))
        // Nothing starts before something is due.
        schedule.expectStart(at: .milliseconds(999), [])
        schedule.expectStart(at: second, [first, near])
        for slot in [first, near] { schedule.finished(slot) }
        schedule.expectStart(at: second + .milliseconds(100), [brief, far])
        // Early or late, it stays on its own grid.
        #expect(abs(((schedule.due(near) ?? .zero) - .milliseconds(5_099)) / .seconds(4)) <= ProbeSchedule.jitter)
        #expect(schedule.overdue == 0)
    }

    @Test func aProbeUnderWayIsNotOverdueBeforeItsTime() throws {
        var schedule = schedule()
        let hangs = schedule.add(index: 1, interval: .seconds(4), tier: .normal, at: .zero, within: .zero)
        schedule.expectStart(at: .zero, [hangs])
        let due = schedule.next()
        let other = schedule.add(
            index: 2, interval: .seconds(4), tier: .normal, at: due - .milliseconds(5), within: .zero)
        schedule.expectStart(at: due - .milliseconds(5), [other])
        #expect(schedule.overdue == 0)
        schedule.expectStart(at: due, [])
        #expect(schedule.overdue(hangs) == 1)
    }

    @Test func aProbeThatDoesNotEndIsCountedAndNeverStacked() throws {
        var schedule = schedule()
        let slot = schedule.add(index: 1, interval: .seconds(1), tier: .normal, at: .zero, within: .zero)
        schedule.expectStart(at: .zero, [slot])
        for _ in 0..<5 { schedule.expectStart(at: schedule.next(), []) }
        #expect(schedule.overdue(slot) == 5)
        schedule.finished(slot)
        // The next one comes at its time, not at once and not five times.
        schedule.expectStart(at: .milliseconds(5_200), [])
        schedule.expectStart(at: schedule.next(), [slot])
        #expect(schedule.started == 2)
    }

    @Test func aProcessThatSleptDoesNotMakeUpForWhatItMissed() throws {
        var schedule = schedule()
        let slot = schedule.add(index: 1, interval: .seconds(1), tier: .normal, at: .zero, within: .zero)
        schedule.expectStart(at: .zero, [slot])
        schedule.finished(slot)
        schedule.expectStart(at: .seconds(3_600), [slot])
        schedule.finished(slot)
        let due = schedule.next()
        #expect(due > .milliseconds(3_600_900))
        #expect(schedule.overdue == 0)
    }

    @Test func reportingThatHangsHoldsItsOwnPlacesOnly() throws {
        var schedule = schedule(2, 2, 2)
        for index in 0..<10 {
            _ = schedule.add(index: index, interval: .seconds(10), tier: .reporting, at: .zero, within: .zero)
        }
        let starts = schedule.start(at: .zero)
        #expect(starts.count == 2)
        let critical = schedule.add(index: 20, interval: .seconds(10), tier: .critical, at: .zero, within: .zero)
        let normal = schedule.add(index: 21, interval: .seconds(10), tier: .normal, at: .zero, within: .zero)
        schedule.expectStart(at: .zero, [critical, normal])
        #expect(schedule.hasWaiting == false)
    }

    @Test func aFreePlaceGoesToWhoWaitsLongest() throws {
        var schedule = schedule(1, 1, 1)
        let slots = (0..<3).map {
            schedule.add(index: $0, interval: .seconds(10), tier: .normal, at: .milliseconds($0), within: .zero)
        }
        schedule.expectStart(at: .milliseconds(5), [slots[0]])
        schedule.finished(slots[0])
        #expect(schedule.hasWaiting)
        schedule.expectStart(at: .milliseconds(6), [slots[1]])
        schedule.finished(slots[1])
        schedule.expectStart(at: .milliseconds(7), [slots[2]])
    }

    @Test func aProbeByHandGoesFirstOnceAndLeavesThePlanAlone() throws {
        var schedule = schedule(1, 1, 1)
        let first = schedule.add(index: 0, interval: .seconds(10), tier: .normal, at: .zero, within: .zero)
        let second = schedule.add(index: 1, interval: .seconds(10), tier: .normal, at: .zero, within: .zero)
        let third = schedule.add(index: 2, interval: .seconds(10), tier: .normal, at: .zero, within: .zero)
        schedule.expectStart(at: .zero, [first])
        let plan = schedule.due(third)
        schedule.probeNow(third)
        schedule.probeNow(third)
        schedule.probeNow(first)
        schedule.finished(first)
        schedule.expectStart(at: .zero, [third])
        schedule.finished(third)
        schedule.expectStart(at: .zero, [second])
        schedule.finished(second)
        schedule.expectStart(at: .zero, [])
        #expect(schedule.due(third) == plan)
    }

    @Test func aRemovedEndpointGivesItsPlaceBackWhenItsProbeEnds() throws {
        var schedule = schedule(1, 1, 1)
        let gone = schedule.add(index: 0, interval: .seconds(10), tier: .normal, at: .zero, within: .zero)
        schedule.expectStart(at: .zero, [gone])
        schedule.remove(gone)
        let next = schedule.add(index: 0, interval: .seconds(10), tier: .normal, at: .zero, within: .zero)
        schedule.expectStart(at: .seconds(1), [])
        schedule.finished(gone)
        schedule.finished(gone)
        schedule.expectStart(at: .seconds(1), [next])
        schedule.remove(next)
        let due = schedule.nextDue()
        #expect(due == nil)
    }

    @Test func limitsAreSizedForTheWorstHour() throws {
        let endpoints = try (0..<1_000).map { index in
            Endpoint(
                id: EndpointID(service: "s\(index)"), target: try ProbeTarget("http://h/"), interval: .seconds(10),
                timeout: .seconds(1), tier: .normal)
        }
        #expect(ProbeLimits.sized(for: endpoints) == ProbeLimits(critical: 10, normal: 144, reporting: 5))
        #expect(ProbeLimits.sized(for: []) == ProbeLimits(critical: 10, normal: 20, reporting: 5))
    }

    /// Two minutes of 1,000 endpoints every 10 s, of which the given ones hang until their timeout of 3 s.
    private func playTwoMinutes(
        limits: ProbeLimits, hangs: (Int) -> Bool
    ) throws -> (lateness: [ProbeTier: Duration], overdue: [ProbeTier: Int], started: [ProbeTier: Int]) {
        var schedule = ProbeSchedule(limits: limits, seed: 3)
        var tiers: [ProbeSchedule.Slot: ProbeTier] = [:]
        for index in 0..<1_000 {
            let tier = ProbeTier.allCases[index % 3]
            let slot = schedule.add(index: index, interval: .seconds(10), tier: tier, at: .zero, within: .seconds(10))
            tiers[slot] = tier
        }
        var dueAt = Dictionary(uniqueKeysWithValues: tiers.keys.map { ($0, schedule.due($0) ?? .zero) })
        // Both kinds of probes end in the order in which they began.
        var hanging = Deque<(at: Duration, slot: ProbeSchedule.Slot)>()
        var answering = Deque<(at: Duration, slot: ProbeSchedule.Slot)>()
        var now = Duration.zero
        var lateness: [ProbeTier: Duration] = [:]
        var started: [ProbeTier: Int] = [:]
        while now < .seconds(120) {
            for slot in schedule.start(at: now) {
                let tier = try #require(tiers[slot])
                started[tier, default: 0] += 1
                lateness[tier] = max(lateness[tier] ?? .zero, now - (dueAt[slot] ?? now))
                dueAt[slot] = schedule.due(slot)
                if hangs(slot.index) {
                    hanging.append((now + .seconds(3), slot))
                } else {
                    answering.append((now + .milliseconds(5), slot))
                }
            }
            let ends = [hanging.first?.at, answering.first?.at].compactMap { $0 }
            now = max(now, min(schedule.next(), ends.min() ?? schedule.next()))
            while let end = hanging.first, end.at <= now { schedule.finished(hanging.removeFirst().slot) }
            while let end = answering.first, end.at <= now { schedule.finished(answering.removeFirst().slot) }
        }
        let overdue = tiers.reduce(into: [ProbeTier: Int]()) { $0[$1.value, default: 0] += schedule.overdue($1.key) }
        return (lateness, overdue, started)
    }

    @Test func halfOfAThousandEndpointsHangAndNobodyIsLate() throws {
        let endpoints = try (0..<1_000).map { index in
            Endpoint(
                id: EndpointID(service: "s\(index)"), target: try ProbeTarget("http://h/"), interval: .seconds(10),
                timeout: .seconds(3), tier: ProbeTier.allCases[index % 3])
        }
        let played = try playTwoMinutes(limits: .sized(for: endpoints)) { $0 % 2 == 0 }
        for tier in ProbeTier.allCases {
            #expect(played.lateness[tier] == .zero, "\(tier)")
            #expect(played.overdue[tier] == 0, "\(tier)")
            // 12 probes an endpoint, jitter at both ends.
            #expect(abs((played.started[tier] ?? 0) - 333 * 12) < 340)
        }
    }

    @Test func criticalEndpointsKeepTheirTimesThoughAllOthersHangInNarrowBulkheads() throws {
        let narrow = ProbeLimits(critical: 10, normal: 20, reporting: 5)
        let played = try playTwoMinutes(limits: narrow) { ProbeTier.allCases[$0 % 3] != .critical }
        #expect(played.lateness[.critical] == .zero)
        #expect(played.overdue[.critical] == 0)
        #expect((played.overdue[.reporting] ?? 0) > 2_900)
        // What the places allow is still made: 5 places, 3 s each.
        #expect((played.started[.reporting] ?? 0) >= 190)
    }
}

extension ProbeSchedule {
    /// When something is due next; the end of time when nothing is.
    fileprivate mutating func next() -> Duration { nextDue() ?? .seconds(Int64.max / 4) }

    fileprivate mutating func expectStart(
        at now: Duration, _ slots: [Slot], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let starts = start(at: now)
        #expect(starts == slots, sourceLocation: sourceLocation)
    }
}
