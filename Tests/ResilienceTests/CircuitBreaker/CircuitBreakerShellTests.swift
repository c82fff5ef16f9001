import Resilience
import ResilienceTesting
import Testing

private struct Broken: Error {}

struct CircuitBreakerShellTests {
    let clock = ManualClock()

    private func breaker(_ policy: CircuitBreakerPolicy = .standard) -> CircuitBreaker<ManualClock> {
        CircuitBreaker(name: "orders → payments", policy: policy, clock: clock)
    }

    private func fail(_ breaker: CircuitBreaker<ManualClock>, times: Int = 5) async {
        for _ in 0..<times {
            await #expect(throws: Broken.self) { try await breaker.execute { throw Broken() } }
        }
    }

    @Test func aRejectionSaysWhenToTryAgain() async {
        let breaker = breaker()
        await fail(breaker)
        clock.advance(by: .seconds(10))
        let rejection = await #expect(throws: CircuitBreakerOpen.self) { try await breaker.execute {} }
        #expect(rejection?.retryAfter == .seconds(20))
        #expect(rejection?.description == "circuit breaker orders → payments is OPEN; try again in 20.0 s")
        #expect(breaker.snapshot().totals.rejected == 1)
    }

    @Test func ratesBelowTheMinimumAreNotKnown() async throws {
        let rates = CircuitBreakerRates(minimumCalls: 3, failureRate: 0.9)
        let breaker = breaker(CircuitBreakerPolicy(trip: .rates(.calls(10), rates)))
        try await breaker.execute {}
        await fail(breaker, times: 1)
        #expect(breaker.snapshot().failureRate == nil)
        #expect(breaker.snapshot().slowCallRate == nil)
        try await breaker.execute {}
        #expect(breaker.snapshot().failureRate == 1.0 / 3)
        #expect(breaker.snapshot().slowCallRate == 0)
    }

    @Test func aCancelledTrialGivesItsPermitBack() async throws {
        let breaker = breaker(CircuitBreakerPolicy(trip: .consecutiveFailures(1, within: .seconds(1)), trialCalls: 1))
        await fail(breaker, times: 1)
        clock.advance(by: .seconds(30))
        let trial = Task { [clock] in try await breaker.execute { try await clock.sleep(for: .seconds(5)) } }
        await clock.waitForSleepers()
        await #expect(throws: CircuitBreakerOpen.self) { try await breaker.execute {} }
        trial.cancel()
        await #expect(throws: CancellationError.self) { try await trial.value }
        #expect(breaker.snapshot().state == .halfOpen)
        try await breaker.execute {}
        #expect(breaker.snapshot().state == .closed)
    }

    @Test func aResultFromBeforeTheLastTransitionIsDropped() async throws {
        let breaker = breaker()
        let slow = Task { [clock] in
            try await breaker.execute {
                try await clock.sleep(for: .seconds(31))
                throw Broken()
            }
        }
        await clock.waitForSleepers()
        await fail(breaker)
        clock.advance(by: .seconds(30))
        try await breaker.execute {}
        clock.advance(by: .seconds(1))
        await #expect(throws: Broken.self) { try await slow.value }
        #expect(breaker.snapshot().state == .halfOpen)
        #expect(breaker.snapshot().totals.late == 1)
    }

    @Test func rejectionsOfBulkheadsAndBreakersAreNoFailures() async {
        let breaker = breaker(CircuitBreakerPolicy(trip: .consecutiveFailures(1, within: .seconds(1))))
        let errors: [any Error] = [
            BulkheadRejection(bulkhead: "db", tier: .normal, cause: .deadlinePassed),
            CircuitBreakerOpen(breaker: "next", state: .open, retryAfter: nil),
            CancellationError(),
        ]
        for error in errors { try? await breaker.execute { throw error } }
        #expect(breaker.snapshot().state == .closed)
        #expect(breaker.snapshot().totals.ignored == 3)
    }

    @Test func theClassifierSaysWhichErrorsCountAndTheJudgeWhichAnswers() async throws {
        struct NotFound: Error {}
        let breaker = CircuitBreaker(
            name: "b", policy: CircuitBreakerPolicy(trip: .consecutiveFailures(2, within: .seconds(9))),
            classifier: FailureClassifier { $0 is NotFound ? .success : .failure }, clock: clock)
        await #expect(throws: NotFound.self) { try await breaker.execute { throw NotFound() } }
        #expect(breaker.snapshot().totals.succeeded == 1)
        for _ in 0..<2 { _ = try await breaker.execute(judging: { $0 < 500 ? .success : .failure }) { 503 } }
        #expect(breaker.snapshot().state == .open)
    }

    @Test func everyChangeIsToldInOrderWithItsCause() async throws {
        let breaker = breaker()
        let changes = breaker.changes()
        await fail(breaker)
        clock.advance(by: .seconds(30))
        for _ in 0..<5 { try await breaker.execute {} }
        try breaker.impose(CircuitBreakerOverride(.disable, owner: "ada", reason: "drill"))
        var told: [String] = []
        for await change in changes.prefix(4) {
            #expect(change.revision == UInt64(told.count + 1))
            told.append(change.description)
        }
        #expect(
            told == [
                "CLOSED → OPEN: 5 failures in a row",
                "OPEN → HALF_OPEN: the reset timeout has passed",
                "HALF_OPEN → CLOSED: the trial calls passed",
                "CLOSED → DISABLED: ada: drill",
            ])
    }

    @Test func theStreamOfChangesEndsWithTheBreaker() async {
        var breaker: CircuitBreaker<ManualClock>? = breaker()
        let changes = breaker?.changes()
        breaker = nil
        for await _ in changes! { Issue.record("no change was made") }
    }

    @Test func anOverrideLapsesByItselfAndNamesItsOwner() async throws {
        let breaker = breaker()
        await fail(breaker)
        try breaker.impose(
            CircuitBreakerOverride(.forceOpen, owner: "ada", reason: "payments is being moved", lasting: .seconds(600)))
        clock.advance(by: .seconds(599))
        await #expect(throws: CircuitBreakerOpen.self) { try await breaker.execute {} }
        let standing = breaker.snapshot()
        #expect(standing.state == .forcedOpen)
        #expect(standing.override?.owner == "ada")
        #expect(standing.overrideLapses == .seconds(1))
        clock.advance(by: .seconds(1))
        #expect(breaker.snapshot().state == .open)
        #expect(breaker.snapshot().override == nil)
        try await breaker.execute {}
        #expect(breaker.snapshot().state == .halfOpen)
    }

    @Test(arguments: [
        (CircuitBreakerOverride.Kind.forceOpen, CircuitBreakerState.forcedOpen), (.disable, .disabled),
    ])
    func aManualStateStandsUntilAPersonEndsIt(
        kind: CircuitBreakerOverride.Kind, state: CircuitBreakerState
    ) async throws {
        let breaker = breaker()
        await fail(breaker)
        try breaker.impose(CircuitBreakerOverride(kind, owner: "ada", reason: "maintenance"))
        for timer in [Duration.seconds(30), .seconds(60), .seconds(86_400 * 30)] {
            clock.advance(by: timer)
            do { try await breaker.execute {} } catch {
                #expect(state == .forcedOpen && (error as? CircuitBreakerOpen)?.retryAfter == nil)
            }
            #expect(breaker.snapshot().state == state)
        }
        try breaker.reset(owner: "ada", reason: "done")
        #expect(breaker.snapshot().state == .closed)
    }

    @Test func aDisabledBreakerLetsEverythingPassUnjudged() async throws {
        let breaker = breaker()
        try breaker.impose(CircuitBreakerOverride(.disable, owner: "ada", reason: "false alarms"))
        await fail(breaker, times: 50)
        #expect(breaker.snapshot().state == .disabled)
        #expect(breaker.snapshot().totals.failed == 50)
    }

    @Test func aManualChangePlannedOnAnOldRevisionDoesNothing() async throws {
        let breaker = breaker()
        let seen = breaker.snapshot().revision
        await fail(breaker)
        let conflict = #expect(throws: CircuitBreakerChanged.self) {
            try breaker.reset(owner: "ada", reason: "looks fine", expectedRevision: seen)
        }
        #expect(conflict?.actual == seen + 1)
        #expect(conflict?.state == .open)
        #expect(breaker.snapshot().state == .open)
        let closed = try breaker.reset(owner: "ada", reason: "is fine", expectedRevision: seen + 1)
        #expect(closed.state == .closed)
    }

    @Test func underRealConcurrencyEveryCallIsCountedOnce() async throws {
        let breaker = CircuitBreaker(
            name: "b",
            policy: CircuitBreakerPolicy(
                trip: .consecutiveFailures(3, within: .seconds(60)), resetTimeout: .zero, trialCalls: 2))
        let running = Shared(0)
        let seen = await withTaskGroup(of: (ok: Int, bad: Int, rejected: Int).self) { group in
            for worker in 0..<8 {
                group.addTask {
                    var random = SeededGenerator(seed: UInt64(worker))
                    var counts = (ok: 0, bad: 0, rejected: 0)
                    for _ in 0..<2_000 {
                        let fails = random.chance(0.4)
                        do {
                            try await breaker.execute {
                                running.change { $0 += 1 }
                                defer { running.change { $0 -= 1 } }
                                await Task.yield()
                                if fails { throw Broken() }
                            }
                            counts.ok += 1
                        } catch is CircuitBreakerOpen {
                            counts.rejected += 1
                        } catch {
                            counts.bad += 1
                        }
                    }
                    return counts
                }
            }
            return await group.reduce(into: (ok: 0, bad: 0, rejected: 0)) {
                $0 = ($0.ok + $1.ok, $0.bad + $1.bad, $0.rejected + $1.rejected)
            }
        }
        let totals = breaker.snapshot().totals
        #expect(seen.ok + seen.bad + seen.rejected == 16_000)
        #expect(totals.rejected == UInt64(seen.rejected))
        #expect(totals.succeeded + totals.failed + totals.late == UInt64(seen.ok + seen.bad))
        #expect(running.value == 0)
    }

    @Test func noMoreTrialsRunAtOnceThanArePermitted() async throws {
        let breaker = breaker(CircuitBreakerPolicy(trip: .consecutiveFailures(1, within: .seconds(1)), trialCalls: 3))
        await fail(breaker, times: 1)
        clock.advance(by: .seconds(30))
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 {
                group.addTask { [clock] in
                    do {
                        try await breaker.execute { try await clock.sleep(for: .seconds(1)) }
                        return true
                    } catch is CircuitBreakerOpen {
                        return false
                    }
                }
            }
            await clock.waitForSleepers(3)
            var passed = 0
            for _ in 0..<47 { if try await group.next() == true { passed += 1 } }
            #expect(passed == 0)
            clock.advance(by: .seconds(1))
            for try await trial in group where trial { passed += 1 }
            #expect(passed == 3)
        }
        #expect(breaker.snapshot().state == .closed)
    }
}
