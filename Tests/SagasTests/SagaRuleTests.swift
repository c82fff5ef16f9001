import EventSourcing
import Foundation
import Resilience
import ResilienceTesting
import Testing

@testable import Sagas

/// The rules of sagas, one by one.
struct SagaRuleTests {
    private func world(_ moods: [String: [World.Mood]]) -> World {
        let left = Shared(moods)
        return World { call in
            let name = call.action == .forward ? call.step : "-" + call.step
            return left.change { left in
                guard var rest = left[name], let next = rest.first else { return .fine }
                if rest.count > 1 { rest.removeFirst() }
                left[name] = rest
                return next
            }
        }
    }

    @Test func allStepsDoneIsCompleted() async throws {
        let bench = try await SagaBench()
        try await bench.start()
        let state = try await bench.drive()
        #expect(state.status == .completed)
        #expect(
            bench.world.now.history == ["+ReserveInventory", "+ProcessPayment", "+CreateShipment", "+ConfirmOrder"])
        #expect(state.steps.allSatisfy { $0.state == .succeeded && $0.attempts == 1 })
        #expect(state.steps[1].effect == .standing(evidence: "done order-7f3a/ProcessPayment"))
        #expect(!state.wasTouched && bench.ledgerIsTrue(state))
        #expect(try await bench.state() == state)
    }

    @Test func stateStepTryKeyAndCommandAreRecordedBeforeAnythingIsSent() async throws {
        let seen = Shared<[String]>([])
        let bench = try await SagaBench()
        let store = bench.store
        let step = SagaStep(
            "ReserveInventory", .compensable, command: { _ in Data(#"{"sku":1}"#.utf8) },
            compensate: { _ in .nothingToUndo },
            send: { call in
                let last = try #require(try await store.allEvents(of: "saga-order-7f3a").last)
                let fact = try EventDecoder<SagaFact>().decode(last)
                let recorded = SagaFact.sagaStepStarted(
                    step: 0, action: .forward, attempt: 1, key: call.key, command: #"{"sku":1}"#)
                #expect(fact == recorded)
                #expect(String(decoding: call.command, as: UTF8.self) == #"{"sku":1}"#)
                seen.change { $0.append(call.key) }
                return StepAnswer()
            })
        let definition = try SagaDefinition("OrderProcessing", steps: [step])
        try await bench.runner(definition: definition).start("OrderProcessing", id: "order-7f3a", input: Order())
        let state = try await bench.worker(definition: definition).advance("order-7f3a")
        #expect(state?.status == .completed && seen.value == ["order-7f3a/ReserveInventory"])
    }

    @Test func aRefusedStepUndoesTheOthersInReverse() async throws {
        let bench = try await SagaBench(world(["CreateShipment": [.refuses]]))
        try await bench.start()
        let state = try await bench.drive()
        #expect(state.status == .compensated && state.reason == "CreateShipment: declined")
        #expect(bench.world.now.history.suffix(2) == ["-ProcessPayment", "-ReserveInventory"])
        #expect(state.steps.map(\.state) == [.compensated, .compensated, .failed, .pending])
        #expect(bench.world.now.applied.isEmpty && bench.ledgerIsTrue(state))
    }

    @Test func eachCompensationHasACheckpointOfItsOwn() async throws {
        let bench = try await SagaBench(world(["CreateShipment": [.refuses]]))
        try await bench.start()
        try await bench.drive()
        let types = try await bench.store.allEvents(of: "saga-order-7f3a").map(\.type)
        #expect(
            types.suffix(6) == [
                "SagaCompensating", "SagaStepStarted", "SagaStepCompensated", "SagaStepStarted", "SagaStepCompensated",
                "SagaEnded",
            ])
    }

    @Test func aStepThatTimedOutIsUnknownAndUndoneToo() async throws {
        let bench = try await SagaBench(world(["ProcessPayment": [.isLostAfter]]), attempts: 2)
        try await bench.start()
        let state = try await bench.drive()
        #expect(state.status == .compensated)
        #expect(state.steps[1].attempts == 2 && state.steps[1].state == .compensated)
        let facts = try await bench.runner().history(of: "order-7f3a").map(\.fact)
        #expect(facts.contains(.sagaStepFailed(step: 1, reason: "Lost()", effect: .unknown, isTooLate: false)))
        #expect(!facts.contains(.sagaStepFailed(step: 1, reason: "Lost()", effect: .none, isTooLate: false)))
        #expect(
            bench.world.now.history == ["+ReserveInventory", "+ProcessPayment", "-ProcessPayment", "-ReserveInventory"])
    }

    @Test func aHangingStepIsGivenUpAfterItsTimeout() async throws {
        let bench = try await SagaBench()
        let clock = bench.clock
        let hanging = SagaStep(
            "Hang", .compensable, retry: .never, timeout: .seconds(3), command: { _ in Data("{}".utf8) },
            compensate: { _ in .nothingToUndo },
            send: { _ in
                try await clock.sleep(for: .seconds(1_000))
                return StepAnswer()
            })
        let definition = try SagaDefinition("OrderProcessing", steps: [hanging])
        try await bench.runner(definition: definition).start("OrderProcessing", id: "order-7f3a", input: Order())
        let worker = bench.worker(definition: definition)
        let working = Task { try await worker.advance("order-7f3a") }
        await clock.waitForSleepers(2)
        #expect(try await bench.state().underWay != nil)
        bench.pass(.seconds(3))
        let state = try #require(try await working.value)
        #expect(state.status == .compensated && state.reason == "Hang: no answer within 3.0 s")
        #expect(state.counters.empty == 1)
    }

    @Test func anEmptyCompensationSucceedsAndIsCounted() async throws {
        let bench = try await SagaBench(world(["ProcessPayment": [.isLostBefore]]), attempts: 1)
        try await bench.start()
        let state = try await bench.drive()
        #expect(state.status == .compensated && state.counters.empty == 1)
        #expect(state.steps[1].effect == .undone(evidence: "there was nothing to undo"))
    }

    @Test func aRepeatedStepIsCountedAsDuplicate() async throws {
        let bench = try await SagaBench(world(["ProcessPayment": [.isLostAfter, .fine]]))
        try await bench.start()
        let state = try await bench.drive()
        #expect(state.status == .completed && state.counters.duplicate == 1)
        #expect(bench.world.now.history.count == 4)
    }

    @Test func aCompensationThatKeepsFailingNeedsAttentionAndIsNeverCalledCompensated() async throws {
        let bench = try await SagaBench(world(["CreateShipment": [.refuses], "-ProcessPayment": [.refuses]]))
        try await bench.start()
        let state = try await bench.drive()
        #expect(state.status == .needsAttention)
        #expect(state.steps[1].state == .compensationFailed && state.steps[1].compensationAttempts == 3)
        #expect(state.steps[0].state == .succeeded)
        #expect(state.reason == "ProcessPayment could not be undone: will not undo")
        #expect(bench.ledgerIsTrue(state))
    }

    @Test func triesOfACompensationAreFurtherAndFurtherApartByChance() async throws {
        for seed in UInt64(1)...20 {
            let bench = try await SagaBench(
                world(["CreateShipment": [.refuses], "-ProcessPayment": [.failsBefore]]), attempts: 6)
            try await bench.start()
            try await bench.drive(jitter: .seeded(seed))
            let waits = try await bench.runner().history(of: "order-7f3a").compactMap { recorded -> TimeInterval? in
                guard case .sagaStepDelayed(_, .compensate, _, _, _, let until) = recorded.fact else { return nil }
                return until.timeIntervalSince(recorded.at)
            }
            #expect(waits.count == 5, "seed \(seed)")
            for (wait, ceiling) in zip(waits, [1.0, 2, 4, 8, 8]) {
                #expect(wait >= 0 && wait <= ceiling + 1e-3, "seed \(seed)")
            }
            // With chance, not even two of twenty sagas come back together.
            #expect(Set(waits).count == waits.count && waits.allSatisfy { $0 != $0.rounded() }, "seed \(seed)")
        }
    }

    @Test func aRetriableStepIsTriedAndThenNeedsAttentionButIsNeverUndone() async throws {
        let bench = try await SagaBench(world(["ConfirmOrder": [.failsBefore]]))
        try await bench.start()
        let state = try await bench.drive()
        #expect(state.status == .needsAttention && state.steps[3].attempts == 3)
        #expect(bench.world.now.applied.count == 3)
    }

    @Test func aPivotOfUnknownOutcomeThatCannotBeUndoneNeedsAttention() async throws {
        let bench = try await SagaBench(world(["CreateShipment": [.isLostAfter]]))
        try await bench.start()
        let state = try await bench.drive()
        #expect(state.status == .needsAttention && state.steps[2].state == .unknown)
        guard case .unknown = state.steps[2].effect else { return #expect(Bool(false)) }
    }

    @Test func aSagaWaitsWithoutUsingUpTriesWhileABreakerIsOpen() async throws {
        let bench = try await SagaBench(
            world(["ProcessPayment": Array(repeating: .isNotReached, count: 20) + [.fine]]))
        try await bench.start()
        let waiting = try #require(try await bench.worker("worker-0").advance("order-7f3a"))
        #expect(waiting.status == .waiting && waiting.steps[1].state == .pending)
        #expect(waiting.due == bench.time.value.addingTimeInterval(5))
        let state = try await bench.drive()
        #expect(state.status == .completed && state.steps[1].attempts == 21)
    }

    @Test func startingTwiceStartsOnce() async throws {
        let bench = try await SagaBench()
        try await bench.start()
        try await bench.drive()
        try await bench.start()
        #expect(try await bench.state().status == .completed)
        await #expect(throws: NoSuchSagaDefinition(name: "Nothing")) {
            try await bench.runner().start("Nothing", id: "1", input: Order())
        }
    }

    @Test func aSagaWhoseDefinitionHasChangedNeedsAttentionAndCanOnlyBeAbandoned() async throws {
        let bench = try await SagaBench(world(["ProcessPayment": [.isNotReached]]))
        try await bench.start()
        _ = try await bench.worker("worker-0").advance("order-7f3a")
        bench.pass(.seconds(5))
        let shorter = try SagaDefinition("OrderProcessing", steps: Array(bench.definition.steps.dropFirst()))
        let state = try #require(try await bench.worker("worker-0", definition: shorter).advance("order-7f3a"))
        #expect(state.status == .needsAttention)
        #expect(state.reason?.hasPrefix("its definition has changed since it began with the steps Reserve") == true)
        let runner = bench.runner(definition: shorter)
        func intervene(_ kind: SagaIntervention.Kind) async throws -> SagaState {
            try await runner.intervene(
                SagaIntervention(id: "\(kind)", saga: "order-7f3a", kind, actor: "ada", reason: "r"))
        }
        for kind in [SagaIntervention.Kind.retry, .resume, .skipStep, .compensate] {
            await #expect(throws: SagaInterventionError.self) { try await intervene(kind) }
        }
        #expect(try await intervene(.abandon).status == .abandoned)
    }

    @Test func aCommandThatCannotBeMadeNeedsAttention() async throws {
        let bench = try await SagaBench()
        let step = SagaStep(
            "Broken", .compensable, command: { _ in throw StepFailed("no address") },
            compensate: { _ in .nothingToUndo }, send: { _ in StepAnswer() })
        let definition = try SagaDefinition("OrderProcessing", steps: [step])
        try await bench.runner(definition: definition).start("OrderProcessing", id: "order-7f3a", input: Order())
        let state = try #require(try await bench.worker(definition: definition).advance("order-7f3a"))
        #expect(state.status == .needsAttention && state.reason == "Broken: no address")
    }

    @Test func stepsSeeTheInputAndWhatEarlierStepsAnswered() async throws {
        let bench = try await SagaBench()
        let seen = Shared<[Order?]>([])
        let steps = ["A", "B"].map { name in
            SagaStep(
                name, .retriable,
                command: { call in
                    let order = try call.input(as: Order.self)
                    let before = try call.output(of: "A", as: Order.self)
                    seen.change { $0.append(before) }
                    return try JSONEncoder().encode(order)
                }, send: { StepAnswer(output: $0.command) })
        }
        let definition = try SagaDefinition("OrderProcessing", steps: steps)
        try await bench.runner(definition: definition).start("OrderProcessing", id: "order-7f3a", input: Order())
        _ = try await bench.worker(definition: definition).advance("order-7f3a")
        #expect(seen.value == [nil, Order()])
    }
}

struct SagaDefinitionTests {
    private func step(_ name: String, _ kind: SagaStep.Kind, isUndone: Bool = true) -> SagaStep {
        let undo: @Sendable (SagaCall) async throws -> CompensationAnswer = { _ in .nothingToUndo }
        return SagaStep(
            name, kind, command: { _ in Data() }, compensate: isUndone ? undo : nil, send: { _ in StepAnswer() })
    }

    @Test func stepsThatCannotMakeASagaAreRefusedWithTheReason() {
        let wrong: [([SagaStep], String)] = [
            ([], "it has no steps"),
            ([step("A", .compensable), step("A", .pivot)], "two steps are called A"),
            ([step("A", .compensable, isUndone: false)], "A is compensable but says not how to undo it"),
            ([step("A", .pivot), step("B", .compensable)], "B (compensable) must not come after A (pivot)"),
            ([step("A", .retriable), step("B", .pivot)], "B (pivot) must not come after A (retriable)"),
            ([step("A", .pivot), step("B", .pivot)], "it has more than one pivot"),
        ]
        for (steps, reason) in wrong {
            #expect(throws: SagaDefinitionError(saga: "S", reason: reason)) { try SagaDefinition("S", steps: steps) }
        }
    }
}
