import EventSourcing
import Foundation
import GRDB
import ResilienceTesting
import Testing

@testable import Sagas

/// The runner as services use it: many sagas, one loop.
struct SagaRunnerTests {
    private func alongside(
        _ runner: SagaRunner, _ body: @Sendable () async throws -> Void
    ) async throws {
        let running = Task { try await runner.run() }
        defer { running.cancel() }
        try await body()
    }

    private func eventually(_ what: Comment, _ holds: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(120)
        while try await !holds() {
            guard ContinuousClock.now < deadline else {
                Issue.record(what)
                throw CancellationError()
            }
            await Task.yield()
        }
    }

    @Test func itBringsAllSagasToTheirEndAndListsThem() async throws {
        let bench = try await SagaBench(
            World { $0.saga == "order-13" && $0.step == "ProcessPayment" ? .refuses : .fine })
        let runner = bench.runner()
        try await alongside(runner) {
            for number in 0..<30 {
                try await runner.start("OrderProcessing", id: SagaID(rawValue: "order-\(number)"), input: Order())
            }
            try await eventually("all have ended") {
                try await runner.sagas(SagaQuery(statuses: [.completed, .compensated])).count == 30
            }
        }
        #expect(try await runner.sagas(SagaQuery(statuses: [.compensated])).map(\.id) == ["order-13"])
        let page = try await runner.sagas(SagaQuery(name: "OrderProcessing", after: "order-3", limit: 2))
        #expect(page.map(\.id) == ["order-4", "order-5"])
        #expect(try await runner.sagas(SagaQuery(name: "Other")).isEmpty)
        #expect(bench.world.now.applied.count == 29 * 4)
    }

    @Test func aStoppedRunnerRecordsWhatItHasSentAndGoesOnInTheNextRun() async throws {
        let bench = try await SagaBench()
        let asked = AsyncStream<Void>.makeStream()
        let sign = AsyncStream<Void>.makeStream()
        let steps = bench.definition.steps.enumerated().map { index, step in
            index > 0
                ? step
                : SagaStep(
                    step.name, step.kind, timeout: .seconds(10_000), command: step.command, compensate: step.compensate,
                    send: { call in
                        asked.continuation.finish()
                        for await _ in sign.stream {}
                        return try bench.world.perform(call)
                    })
        }
        let runner = bench.runner(definition: try SagaDefinition("OrderProcessing", steps: steps))
        try await bench.start()
        let running = Task { try await runner.run() }
        for await _ in asked.stream {}
        await runner.stop()
        sign.continuation.finish()
        try await running.value
        let stopped = try await bench.state()
        #expect(stopped.steps[0].state == .succeeded)
        #expect(stopped.underWay == nil)
        #expect(stopped.steps[1].state == .pending)
        #expect(try await bench.drive().status == .completed)
    }

    @Test func whatACrashInterruptedGoesOnByItself() async throws {
        let bench = try await SagaBench()
        for number in 0..<5 { try await bench.start(SagaID(rawValue: "order-\(number)")) }
        for number in 0..<5 {
            let passed = Shared(0)
            let dying = bench.worker("orders-1") { _ in
                if passed.change({
                    $0 += 1; return $0 > 3 + number * 3
                }) {
                    throw ProcessDied()
                }
            }
            await #expect(throws: ProcessDied.self) { try await dying.advance(SagaID(rawValue: "order-\(number)")) }
        }
        let runner = bench.runner("orders-1")
        try await alongside(runner) {
            try await eventually("all have ended") {
                try await runner.sagas(SagaQuery(statuses: [.completed])).count == 5
            }
        }
        #expect(bench.world.now.history.count == 20)
    }

    @Test func aWaitingSagaGoesOnWhenItsTimeHasCome() async throws {
        let isDown = Shared(true)
        let bench = try await SagaBench(World { _ in isDown.value ? .isNotReached : .fine })
        let runner = bench.runner()
        try await alongside(runner) {
            try await runner.start("OrderProcessing", id: "order-7f3a", input: Order())
            try await eventually("it waits") { try await bench.state().status == .waiting }
            isDown.change { $0 = false }
            try await eventually("it has ended") {
                bench.pass(.seconds(1))
                return try await bench.state().status == .completed
            }
        }
    }

    @Test func anInterventionWakesTheRunner() async throws {
        let isDown = Shared(true)
        let bench = try await SagaBench(World { $0.step == "ConfirmOrder" && isDown.value ? .refuses : .fine })
        let runner = bench.runner()
        try await alongside(runner) {
            try await runner.start("OrderProcessing", id: "order-7f3a", input: Order())
            try await eventually("it needs attention") { try await bench.state().status == .needsAttention }
            isDown.change { $0 = false }
            try await runner.intervene(
                SagaIntervention(id: "c1", saga: "order-7f3a", .retry, actor: "ada", reason: "mended"))
            try await eventually("it has ended") { try await bench.state().status == .completed }
        }
    }

    /// All events are read again from the first: the list is gone, with the leases and the checkpoint.
    @Test func readingAllEventsAgainSendsNothing() async throws {
        let bench = try await SagaBench(
            World { call in
                switch (call.saga, call.step) {
                case ("order-1", "CreateShipment"), ("order-2", "ConfirmOrder"): .refuses
                case ("order-3", "ProcessPayment"): .isNotReached
                default: .fine
                }
            })
        for number in 0..<4 { try await bench.start(SagaID(rawValue: "order-\(number)")) }
        let ends: [SagaID: SagaStatus] = [
            "order-0": .completed, "order-1": .compensated, "order-2": .needsAttention, "order-3": .waiting,
        ]
        @Sendable func statuses(_ runner: SagaRunner) async throws -> [SagaID: SagaStatus] {
            Dictionary(uniqueKeysWithValues: try await runner.sagas().map { ($0.id, $0.status) })
        }
        let first = bench.runner()
        try await alongside(first) {
            try await eventually("each is as far as it can go") { try await statuses(first) == ends }
        }
        let (calls, head) = (bench.world.now.calls, try await bench.store.head())
        let second = bench.runner(in: try DatabaseQueue())
        try await alongside(second) {
            try await eventually("the list is there again") { try await statuses(second) == ends }
            // Whatever the runner does next, it has done when it sleeps until the waiting saga is due.
            await bench.clock.waitForSleepers()
        }
        #expect(bench.world.now.calls == calls)
        #expect(try await bench.store.head() == head)
    }

    @Test func twoRunnersShareTheSagasAndDoNothingTwice() async throws {
        let bench = try await SagaBench()
        let (first, second) = (bench.runner("one"), bench.runner("two"))
        for number in 0..<20 { try await bench.start(SagaID(rawValue: "order-\(number)")) }
        try await alongside(first) {
            try await alongside(second) {
                for number in 20..<40 { try await bench.start(SagaID(rawValue: "order-\(number)")) }
                try await eventually("all have ended") {
                    try await first.sagas(SagaQuery(statuses: [.completed])).count == 40
                }
            }
        }
        #expect(bench.world.now.history.count == 160)
    }
}
