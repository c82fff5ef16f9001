import Resilience
import ResilienceTesting
import Testing

/// The machine, and the shell with its quick ways around the lock, against the reference under random sequences.
struct CircuitBreakerModelTests {
    static let policies: [CircuitBreakerPolicy] = [
        .standard,
        CircuitBreakerPolicy(trip: .consecutiveFailures(2, within: .seconds(3)), trialCalls: 1),
        CircuitBreakerPolicy(
            trip: .rates(
                .calls(6),
                CircuitBreakerRates(minimumCalls: 3, failureRate: 0.5, slowCall: .seconds(1), slowCallRate: 0.75)),
            resetTimeout: .seconds(5), trialCalls: 3, longestHalfOpen: .seconds(4)),
        CircuitBreakerPolicy(
            trip: .rates(
                .time(.seconds(60)),
                CircuitBreakerRates(minimumCalls: 4, failureRate: 0.4, slowCall: .seconds(2), slowCallRate: 0.5)),
            resetTimeout: .seconds(10), trialCalls: 2, longestHalfOpen: .seconds(20)),
    ]

    @Test(arguments: 0..<4)
    func theMachineDoesWhatTheReferenceDoes(policyIndex: Int) {
        for seed in ModelRuns.seeds(500) { compareMachine(Self.policies[policyIndex], seed: UInt64(seed)) }
    }

    @Test(arguments: 0..<4)
    func theShellDoesWhatTheReferenceDoes(policyIndex: Int) async throws {
        for seed in ModelRuns.seeds(150) { try await compareShell(Self.policies[policyIndex], seed: UInt64(seed)) }
    }

    @Test(arguments: 0..<4)
    func aRoughReadingOfTheTimeChangesNothing(policyIndex: Int) async throws {
        for seed in ModelRuns.seeds(150) {
            try await compareShell(Self.policies[policyIndex], seed: UInt64(seed), roughness: .milliseconds(700))
        }
    }

    private func compareMachine(_ policy: CircuitBreakerPolicy, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var machine = CircuitBreakerMachine(policy: policy)
        var reference = ReferenceBreaker(policy: policy)
        var open: [(ticket: CallTicket, revision: UInt64)] = []
        var now = Duration.zero
        let badness = Double.random(in: 0...1, using: &random)
        for step in 0..<200 {
            now += .milliseconds(Int.random(in: 0...3_000, using: &random))
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<45:
                let expected = reference.admit(now)
                guard case .admitted(let ticket) = machine.admit(at: now) else {
                    #expect(!expected, "seed \(seed) step \(step)")
                    break
                }
                #expect(expected, "seed \(seed) step \(step)")
                open.append((ticket, reference.revision))
            case 45..<92 where !open.isEmpty:
                let call = open.remove(at: Int.random(in: 0..<open.count, using: &random))
                let verdict: CallVerdict =
                    random.chance(0.1) ? .ignored : random.chance(badness) ? .failure : .success
                let slow = random.chance(badness)
                machine.record(verdict, slow: slow, of: call.ticket, at: now)
                reference.record(verdict, slow: slow, revision: call.revision, now)
            case 92..<97:
                let decision = randomOverride(&random)
                machine.impose(decision, at: now)
                reference.impose(decision.kind, lasting: decision.lasting, now)
            case 97:
                machine.reset(owner: "ada", reason: "test", at: now)
                reference.reset(now)
            default: break
            }
            compare(machine.snapshot(name: "b", at: now), reference, now, "seed \(seed) step \(step)")
            reference.advance(now)
        }
    }

    /// A stopwatch whose rough reading moves on in ticks, as the kernel's does.
    private func stopwatch(_ clock: ManualClock, _ roughness: Duration) -> Stopwatch {
        let tick = Int64(roughness / .nanoseconds(1))
        let exact: @Sendable () -> Int64 = { Int64(clock.now.offset / .nanoseconds(1)) }
        return Stopwatch(
            exact: exact, rough: { tick == 0 ? exact() : exact() / tick * tick }, roughness: tick)
    }

    private func compareShell(_ policy: CircuitBreakerPolicy, seed: UInt64, roughness: Duration = .zero) async throws {
        struct Broken: Error {}
        var random = SeededGenerator(seed: seed)
        let clock = ManualClock()
        let breaker = CircuitBreaker(
            name: "b", policy: policy, classifier: .standard, clock: clock, stopwatch: stopwatch(clock, roughness))
        var reference = ReferenceBreaker(policy: policy)
        let badness = Double.random(in: 0...0.5, using: &random)
        var totals = CircuitBreakerTotals()
        for step in 0..<150 {
            clock.advance(by: .milliseconds(Int.random(in: 0...1_500, using: &random)))
            let fails = random.chance(badness)
            let durations = [10, 10, 10, 990, 1_000, 1_700, 2_500]
            let takes = Duration.milliseconds(durations.randomElement(using: &random) ?? 10)
            let expected = reference.admit(clock.now.offset)
            let revision = reference.revision
            do {
                try await breaker.execute {
                    clock.advance(by: takes)
                    if fails { throw Broken() }
                }
            } catch is Broken {
            } catch let rejection as CircuitBreakerOpen {
                totals.rejected += 1
                #expect(!expected && rejection.breaker == "b", "seed \(seed) step \(step)")
                continue
            }
            #expect(expected, "seed \(seed) step \(step)")
            let slow = policy.slowCall.map { takes >= $0 } ?? false
            count(fails, late: revision != revisionAfter(&reference, clock.now.offset), in: &totals)
            reference.record(fails ? .failure : .success, slow: slow, revision: revision, clock.now.offset)
            if random.chance(0.2) {
                let snapshot = breaker.snapshot()
                compare(snapshot, reference, clock.now.offset, "seed \(seed) step \(step)")
                #expect(snapshot.totals == totals, "seed \(seed) step \(step)")
            }
        }
    }

    private func revisionAfter(_ reference: inout ReferenceBreaker, _ now: Duration) -> UInt64 {
        reference.advance(now)
        return reference.revision
    }

    private func count(_ failed: Bool, late: Bool, in totals: inout CircuitBreakerTotals) {
        if late { totals.late += 1 } else if failed { totals.failed += 1 } else { totals.succeeded += 1 }
    }

    private func compare(
        _ snapshot: CircuitBreakerSnapshot, _ reference: ReferenceBreaker, _ now: Duration, _ place: String
    ) {
        var reference = reference
        reference.advance(now)
        let state: CircuitBreakerState =
            switch reference.mode {
            case .closed: .closed
            case .open: .open
            case .halfOpen: .halfOpen
            case .forcedOpen: .forcedOpen
            case .disabled: .disabled
            }
        #expect(snapshot.state == state, "\(place)")
        #expect(snapshot.revision == reference.revision, "\(place)")
        let seen = state == .closed ? reference.window(now) : state == .halfOpen ? reference.calls : []
        #expect(snapshot.window.calls == seen.count, "\(place)")
        #expect(snapshot.window.failed == seen.count { $0.failed }, "\(place)")
        if !policyIsPlain(reference) { #expect(snapshot.window.slow == seen.count { $0.slow }, "\(place)") }
    }

    private func policyIsPlain(_ reference: ReferenceBreaker) -> Bool {
        if case .consecutiveFailures = reference.policy.trip { true } else { false }
    }

    private func randomOverride(_ random: inout SeededGenerator) -> CircuitBreakerOverride {
        let kinds: [CircuitBreakerOverride.Kind] = [.forceOpen, .disable, .halfOpen]
        let lasting = random.chance(0.6) ? Duration.seconds(Int.random(in: 0...20, using: &random)) : nil
        return CircuitBreakerOverride(
            kinds[Int.random(in: 0..<3, using: &random)], owner: "ada", reason: "test", lasting: lasting)
    }
}
