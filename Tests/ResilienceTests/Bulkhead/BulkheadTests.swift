import Resilience
import ResilienceTesting
import Testing

struct BulkheadTests {
    let clock = ManualClock()

    private func bulkhead(permits: Int = 1, queue: Int = 1, capacity: Int? = nil) -> Bulkhead<ManualClock> {
        let bounds = BulkheadPolicy.Bounds(permits: 0...permits, queue: queue, longestWait: .seconds(5))
        return Bulkhead(
            name: "database",
            policy: BulkheadPolicy(critical: bounds, normal: bounds, reporting: bounds, capacity: capacity),
            clock: clock)
    }

    /// Occupies a permit until told to leave.
    private func occupy(_ bulkhead: Bulkhead<ManualClock>, _ tier: BulkheadTier) async -> Visitor {
        let inside = AsyncStream<Void>.makeStream()
        let leave = AsyncStream<Void>.makeStream()
        let task = Task {
            try await bulkhead.execute(tier) {
                inside.continuation.finish()
                for await _ in leave.stream {}
            }
        }
        for await _ in inside.stream {}
        return Visitor(task: task, leave: leave.continuation)
    }

    struct Visitor {
        let task: Task<Void, any Error>
        let leave: AsyncStream<Void>.Continuation

        func leaveNow() async throws {
            leave.finish()
            try await task.value
        }
    }

    @Test func withAllPermitsAndTheQueueTakenACallIsRejectedAtOnce() async throws {
        let bulkhead = bulkhead(queue: 0)
        let visitor = await occupy(bulkhead, .normal)
        let rejection = await #expect(throws: BulkheadRejection.self) { try await bulkhead.execute {} }
        #expect(rejection?.cause == .queueFull(waiting: 0))
        #expect(
            rejection?.description
                == "bulkhead database, tier normal: all permits are taken and 0 callers wait already")
        try await visitor.leaveNow()
        try await bulkhead.execute {}
    }

    @Test func aWaiterGetsThePermitThatComesFree() async throws {
        let bulkhead = bulkhead()
        let visitor = await occupy(bulkhead, .normal)
        let waiter = Task { try await bulkhead.execute { 7 } }
        await clock.waitForSleepers()
        try await visitor.leaveNow()
        #expect(try await waiter.value == 7)
        #expect(bulkhead.snapshot().inUse == 0)
    }

    @Test func aWaiterGivesUpWhenItHasWaitedAsLongAsItMay() async throws {
        let bulkhead = bulkhead()
        let visitor = await occupy(bulkhead, .normal)
        let waiter = Task { try await bulkhead.execute {} }
        await clock.waitForSleepers()
        clock.advance(by: .seconds(5))
        let rejection = await #expect(throws: BulkheadRejection.self) { try await waiter.value }
        #expect(rejection?.cause == .waitedTooLong(.seconds(5)))
        #expect(bulkhead.snapshot().tiers[1].waiting == 0)
        #expect(bulkhead.snapshot().tiers[1].counts.timedOut == 1)
        try await visitor.leaveNow()
    }

    @Test func nobodyWaitsPastTheDeadlineThatTravelsWithTheTask() async throws {
        let bulkhead = bulkhead()
        let visitor = await occupy(bulkhead, .normal)
        let waiter = Task {
            try await Deadline.within(.seconds(2)) { try await bulkhead.execute {} }
        }
        await clock.waitForSleepers()
        clock.advance(by: .seconds(2))
        let rejection = await #expect(throws: BulkheadRejection.self) { try await waiter.value }
        #expect(rejection?.cause == .deadlinePassed)
        try await visitor.leaveNow()
    }

    @Test func aCancelledWaiterLeavesTheQueue() async throws {
        let bulkhead = bulkhead()
        let visitor = await occupy(bulkhead, .normal)
        let waiter = Task { try await bulkhead.execute {} }
        await clock.waitForSleepers()
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        #expect(bulkhead.snapshot().tiers[1].waiting == 0)
        #expect(bulkhead.snapshot().tiers[1].counts.cancelled == 1)
        try await visitor.leaveNow()
        #expect(bulkhead.snapshot().inUse == 0)
    }

    @Test func criticalCallsGoBeforeReportingOnesThatCameEarlier() async throws {
        let bulkhead = bulkhead(capacity: 1)
        let visitor = await occupy(bulkhead, .normal)
        let order = Shared<[BulkheadTier]>([])
        let reporting = Task { try await bulkhead.execute(.reporting) { order.change { $0.append(.reporting) } } }
        await clock.waitForSleepers(1)
        let critical = Task { try await bulkhead.execute(.critical) { order.change { $0.append(.critical) } } }
        await clock.waitForSleepers(2)
        try await visitor.leaveNow()
        try await reporting.value
        try await critical.value
        #expect(order.value == [.critical, .reporting])
    }

    @Test func aFullHouseOfReportsLeavesTheReservedPermitsOfOrdersAlone() async throws {
        let bounds = { (permits: ClosedRange<Int>) in
            BulkheadPolicy.Bounds(permits: permits, queue: 0, longestWait: .zero)
        }
        let bulkhead = Bulkhead(
            name: "database",
            policy: BulkheadPolicy(
                critical: bounds(1...3), normal: bounds(0...3), reporting: bounds(1...5), capacity: 4), clock: clock)
        var reports: [Visitor] = []
        for _ in 0..<3 { reports.append(await occupy(bulkhead, .reporting)) }
        await #expect(throws: BulkheadRejection.self) { try await bulkhead.execute(.reporting) {} }
        await #expect(throws: BulkheadRejection.self) { try await bulkhead.execute(.normal) {} }
        try await bulkhead.execute(.critical) {}
        for report in reports { try await report.leaveNow() }
    }

    @Test func theStandardBoundsAreTheDocuments() {
        let policy = BulkheadPolicy.standard
        #expect(policy[.critical].reserved == 5 && policy[.critical].limit == 10)
        #expect(policy[.normal].reserved == 2 && policy[.normal].limit == 20)
        #expect(policy[.reporting].reserved == 1 && policy[.reporting].limit == 5)
    }

    @Test(arguments: 0..<8)
    func underRealConcurrencyAndCancellationEveryPermitComesBackOnce(seed: Int) async throws {
        let bounds = BulkheadPolicy.Bounds(permits: 0...2, queue: 5, longestWait: .milliseconds(1))
        let bulkhead = Bulkhead(
            name: "b", policy: BulkheadPolicy(critical: bounds, normal: bounds, reporting: bounds, capacity: 3))
        let running = Shared((now: 0, most: 0))
        await withTaskGroup(of: Void.self) { group in
            var random = SeededGenerator(seed: UInt64(seed))
            for number in 0..<300 {
                let tier = BulkheadTier.allCases[number % 3]
                let task = Task {
                    try await bulkhead.execute(tier) {
                        running.change { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                        defer { running.change { $0.now -= 1 } }
                        for _ in 0..<3 { await Task.yield() }
                    }
                }
                if random.chance(0.3) { group.addTask { task.cancel() } }
                group.addTask { _ = await task.result }
                if random.chance(0.2) { await Task.yield() }
            }
        }
        let snapshot = bulkhead.snapshot()
        #expect(snapshot.inUse == 0, "seed \(seed)")
        #expect(snapshot.tiers.allSatisfy { $0.waiting == 0 && $0.inUse == 0 }, "seed \(seed)")
        #expect(running.value.now == 0 && running.value.most <= 3, "seed \(seed)")
    }
}
