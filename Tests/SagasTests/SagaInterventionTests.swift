import EventSourcing
import Foundation
import ResilienceTesting
import Testing

@testable import Sagas

struct SagaInterventionTests {
    let moods = Shared<[String: World.Mood]>([:])

    private func bench(_ moods: [String: World.Mood]) async throws -> SagaBench {
        self.moods.change { $0 = moods }
        let world = World { [moods = self.moods] call in
            moods.value[(call.action == .forward ? "" : "-") + call.step] ?? .fine
        }
        let bench = try await SagaBench(world, attempts: 2)
        try await bench.start()
        return bench
    }

    private func intervention(
        _ kind: SagaIntervention.Kind, id: String = UUID().uuidString, step: String? = nil, revision: Int? = nil
    ) -> SagaIntervention {
        SagaIntervention(
            id: id, saga: "order-7f3a", kind, step: step, actor: "ada", reason: "because", expectedRevision: revision)
    }

    @Test func aRetryGivesTheStepAllItsTriesAgain() async throws {
        let bench = try await bench(["ConfirmOrder": .failsBefore])
        #expect(try await bench.drive().status == .needsAttention)
        moods.change { $0 = [:] }
        #expect(try await bench.runner().intervene(intervention(.retry)).status == .running)
        let state = try await bench.drive()
        #expect(state.status == .completed && state.steps[3].attempts == 3)
        #expect(state.interventions.map(\.actor) == ["ada"] && state.wasTouched)
    }

    @Test func aFailedCompensationGoesOnAfterResume() async throws {
        let bench = try await bench(["CreateShipment": .refuses, "-ProcessPayment": .failsBefore])
        #expect(try await bench.drive().status == .needsAttention)
        moods.change { $0 = ["CreateShipment": .refuses] }
        try await bench.runner().intervene(intervention(.resume))
        let state = try await bench.drive()
        #expect(state.status == .compensated && bench.world.now.applied.isEmpty && state.wasTouched)
    }

    @Test func aSkippedStepIsNotASuccess() async throws {
        let bench = try await bench(["ConfirmOrder": .failsBefore])
        try await bench.drive()
        try await bench.runner().intervene(intervention(.skipStep, step: "ConfirmOrder"))
        let state = try await bench.drive()
        #expect(state.status == .completed && state.steps[3].state == .skipped)
        #expect(state.steps[3].effect == .none && state.wasTouched)
    }

    @Test func aSagaWithASkippedCompensationIsNeverCalledCompensated() async throws {
        let bench = try await bench(["CreateShipment": .refuses, "-ProcessPayment": .failsBefore])
        try await bench.drive()
        try await bench.runner().intervene(intervention(.skipStep, step: "ProcessPayment"))
        let state = try await bench.drive()
        #expect(state.status == .abandoned && bench.ledgerIsTrue(state))
        #expect(state.steps.map(\.state) == [.compensated, .skipped, .failed, .pending])
        #expect(state.steps[1].effect == .standing(evidence: "done order-7f3a/ProcessPayment"))
    }

    @Test func aWaitingSagaIsCompensatedByHand() async throws {
        let bench = try await bench(["ProcessPayment": .isNotReached])
        _ = try await bench.worker("worker-0").advance("order-7f3a")
        let plan = try await bench.runner().plan(intervention(.compensate))
        #expect(plan.effects.map(\.sentence) == ["undo ReserveInventory"])
        #expect(try await plan.revision == bench.state().revision)
        try await bench.runner().intervene(intervention(.compensate, revision: plan.revision))
        let state = try await bench.drive()
        #expect(state.status == .compensated && state.reason == "ada: because")
    }

    @Test func whatHasPassedTheLastPointIsNotCompensated() async throws {
        let bench = try await bench(["ConfirmOrder": .failsBefore])
        try await bench.drive()
        await #expect(throws: SagaInterventionError.refused("order-7f3a", reason: "CreateShipment cannot be undone")) {
            try await bench.runner().intervene(intervention(.compensate))
        }
    }

    @Test func theSameCommandTwiceTakesEffectOnce() async throws {
        let bench = try await bench(["ConfirmOrder": .failsBefore])
        try await bench.drive()
        for _ in 0..<3 { try await bench.runner().intervene(intervention(.retry, id: "c1")) }
        let state = try await bench.drive()
        #expect(state.status == .needsAttention && state.interventions.count == 1 && state.steps[3].attempts == 4)
        try await bench.runner().intervene(intervention(.retry, id: "c1"))
        #expect(try await bench.state() == state)
    }

    @Test func aCommandOnAnOldRevisionDoesNothingAndSaysWhatChanged() async throws {
        let bench = try await bench(["ConfirmOrder": .failsBefore])
        let state = try await bench.drive()
        await #expect(
            throws: SagaInterventionError.changed(
                "order-7f3a", expected: 3, actual: state.revision, status: .needsAttention)
        ) {
            try await bench.runner().intervene(intervention(.retry, revision: 3))
        }
        #expect(try await bench.state() == state)
    }

    @Test func whatMakesNoSenseIsRefusedWithTheReason() async throws {
        let bench = try await bench([:])
        let runner = bench.runner()
        await #expect(throws: SagaInterventionError.noSuchSaga("none")) {
            try await runner.intervene(SagaIntervention(id: "x", saga: "none", .retry, actor: "ada", reason: "r"))
        }
        for kind in [SagaIntervention.Kind.retry, .resume, .skipStep] {
            let error = await #expect(throws: SagaInterventionError.self) {
                try await runner.intervene(intervention(kind))
            }
            #expect(error?.code == "intervention_refused")
        }
        await #expect(
            throws: SagaInterventionError.refused(
                "order-7f3a", reason: "it stands at ReserveInventory, not at ConfirmOrder")
        ) { try await runner.intervene(intervention(.abandon, step: "ConfirmOrder")) }
        try await bench.drive()
        for kind in SagaIntervention.Kind.allCases {
            await #expect(throws: SagaInterventionError.refused("order-7f3a", reason: "it has ended (completed)")) {
                try await runner.intervene(intervention(kind))
            }
        }
    }
}
