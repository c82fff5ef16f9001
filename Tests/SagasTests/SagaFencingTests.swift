import EventSourcing
import Foundation
import ResilienceTesting
import Testing

@testable import Sagas

/// Workers that meet at the same saga.
struct SagaFencingTests {
    /// A saga whose first step waits for a sign before it answers the first time it is asked.
    struct SlowBench: Sendable {
        let bench: SagaBench
        let slow: SagaDefinition
        let asked = AsyncStream<Void>.makeStream()
        let sign = AsyncStream<Void>.makeStream()

        init() async throws {
            bench = try await SagaBench()
            let (world, asked, sign) = (bench.world, asked, sign)
            let isFirst = Shared(true)
            let steps = bench.definition.steps.enumerated().map { index, step in
                guard index == 0 else { return step }
                return SagaStep(
                    step.name, step.kind, timeout: .seconds(10_000), command: step.command, compensate: step.compensate,
                    send: { call in
                        let answer = try world.perform(call)
                        if isFirst.change({ first in
                            defer { first = false }; return first
                        }) {
                            asked.continuation.finish()
                            for await _ in sign.stream {}
                        }
                        return answer
                    })
            }
            slow = try SagaDefinition("OrderProcessing", steps: steps)
            try await bench.start()
        }
    }

    @Test func anotherWorkerLeavesAHeldSagaAlone() async throws {
        let slow = try await SlowBench()
        let first = slow.bench.worker("first", definition: slow.slow)
        let working = Task { try await first.advance("order-7f3a") }
        for await _ in slow.asked.stream {}
        await #expect(throws: SagaTakenOver.self) { try await slow.bench.worker("second").advance("order-7f3a") }
        slow.sign.continuation.finish()
        #expect(try await working.value?.status == .completed)
        #expect(try await slow.bench.state().token == 1)
    }

    @Test func aSlowOldWorkerCannotOverwriteTheNewOne() async throws {
        let slow = try await SlowBench()
        let first = slow.bench.worker("first", definition: slow.slow)
        let working = Task { try await first.advance("order-7f3a") }
        for await _ in slow.asked.stream {}
        // The first worker sleeps for longer than its lease.
        slow.bench.time.change { $0.addTimeInterval(100_000) }
        let finished = try #require(try await slow.bench.worker("second").advance("order-7f3a"))
        #expect(finished.status == .completed && finished.token == 2 && finished.worker == "second")
        slow.sign.continuation.finish()
        _ = await working.result
        let after = try await slow.bench.state()
        #expect(after.counters.late == 1)
        #expect(after.status == .completed && after.token == 2)
        #expect(after.steps == finished.steps)
        #expect(slow.bench.world.now.history.count == 4)
    }

    @Test func aRestartedWorkerTakesBackAtOnceWhatItHeld() async throws {
        let bench = try await SagaBench()
        try await bench.start()
        let died = Shared(false)
        let first = bench.worker("orders-1") { point in
            if case .afterSend = point,
                died.change({ dead in
                    defer { dead = true }; return !dead
                })
            {
                throw ProcessDied()
            }
        }
        await #expect(throws: ProcessDied.self) { try await first.advance("order-7f3a") }
        let state = try #require(try await bench.worker("orders-1").advance("order-7f3a"))
        #expect(state.status == .completed && state.token == 2 && state.counters.duplicate == 1)
    }

    @Test func aPersonWhoTurnsASagaRoundMeetsTheTryThatIsUnderWay() async throws {
        let slow = try await SlowBench()
        let worker = slow.bench.worker("first", definition: slow.slow)
        let working = Task { try await worker.advance("order-7f3a") }
        for await _ in slow.asked.stream {}
        let runner = slow.bench.runner(definition: slow.slow)
        let turned = try await runner.intervene(
            SagaIntervention(id: "c1", saga: "order-7f3a", .compensate, actor: "ada", reason: "fraud"))
        #expect(turned.status == .compensating && turned.underWay != nil)
        slow.sign.continuation.finish()
        let state = try #require(try await working.value)
        #expect(state.status == .compensated && state.wasTouched)
        #expect(slow.bench.world.now.history == ["+ReserveInventory", "-ReserveInventory"])
    }

    @Test func anAnswerAfterTheSagaWasAbandonedIsLateAndChangesTheLedgerOnly() async throws {
        let slow = try await SlowBench()
        let worker = slow.bench.worker("first", definition: slow.slow)
        let working = Task { try await worker.advance("order-7f3a") }
        for await _ in slow.asked.stream {}
        let abandoned = try await slow.bench.runner(definition: slow.slow).intervene(
            SagaIntervention(id: "c1", saga: "order-7f3a", .abandon, actor: "ada", reason: "test order"))
        #expect(abandoned.steps[0].effect == .unknown(evidence: "it was under way when the saga ended"))
        slow.sign.continuation.finish()
        let state = try #require(try await working.value)
        #expect(state.status == .abandoned && state.counters.late == 1)
        #expect(state.steps[0].effect == .standing(evidence: "done order-7f3a/ReserveInventory"))
        #expect(slow.bench.ledgerIsTrue(state))
    }
}
