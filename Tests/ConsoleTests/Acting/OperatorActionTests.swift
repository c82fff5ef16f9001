import Audit
import Foundation
import Operations
import Testing

@testable import Console

/// One action from its key to its end.
struct OperatorActionTests {
    private let noAnswer = CommandProblem(kind: .noAnswer, code: "unreachable", sentence: "orders does not answer")
    private let unknown = CommandProblem(kind: .unknownCommand, code: "not_found", sentence: "no such command")

    private func planned() -> OperatorAction {
        var action = ActingWorlds.action()
        #expect(action.firstStep == .plan)
        #expect(action.take(.planned(ActingWorlds.plan()), now: testNow) == [])
        return action
    }

    private func sent() throws -> OperatorAction {
        var action = planned()
        _ = try action.confirm(reason: "fixed", current: ActingWorlds.fact(), gate: ActingWorlds.gate, now: testNow)
        #expect(action.take(.recorded, now: testNow) == [.send(after: 0)])
        return action
    }

    private func results(_ steps: [ActionStep]) -> [AuditResult.State] {
        steps.compactMap { step in
            guard case .record(let facts) = step, case .result(let result)? = facts.first else { return nil }
            return result.state
        }
    }

    @Test func intentAndPlanAreWrittenBeforeAnythingIsSent() throws {
        var action = planned()
        let steps = try action.confirm(
            reason: "fixed", current: ActingWorlds.fact(), gate: ActingWorlds.gate, now: testNow)
        guard case .record(let facts)? = steps.first, steps.count == 1 else {
            Issue.record("\(steps)")
            return
        }
        #expect(facts.map(\.word) == ["intent", "plan"])
        guard case .intent(let intent) = facts[0], case .plan(let plan) = facts[1] else { return }
        #expect(intent.reason == "fixed" && intent.revision == "7" && intent.kind == "breaker.reset")
        #expect(plan.count == 2 && plan.hash.count == 64)
        #expect(action.take(.notRecorded("the disk is full"), now: testNow) == [])
        #expect(action.ending == .notRecorded("the disk is full"))
    }

    @Test func theServicesWordAloneIsNotEnough() throws {
        var action = try sent()
        #expect(action.take(.reported(ActingWorlds.report(.accepted)), now: testNow) == [.lookUp(after: 0.5)])
        let steps = action.take(.reported(ActingWorlds.report(.succeeded)), now: testNow)
        #expect(results(steps) == [.succeeded])
        #expect(action.isPending)
        #expect(action.take(.seen(ActingWorlds.fact("OPEN")), now: testNow) == [])
        let end = action.take(.seen(ActingWorlds.fact("CLOSED", revision: 8)), now: testNow)
        #expect(
            end == [.record([.observation(AuditObservation(verified: true, sentence: "orders → payments is CLOSED"))])])
        #expect(action.ending == .verified("orders → payments is CLOSED"))
    }

    @Test func theEffectMayBeSeenBeforeTheServiceSaysSo() throws {
        var action = try sent()
        #expect(action.take(.seen(ActingWorlds.fact("CLOSED", revision: 8)), now: testNow) == [])
        let steps = action.take(.reported(ActingWorlds.report(.succeeded)), now: testNow)
        #expect(steps.count == 2 && results(steps) == [.succeeded])
        #expect(action.ending?.isGood == true)
    }

    @Test func anEffectThatIsNotSeenForThirtySecondsIsSaidSo() throws {
        var action = try sent()
        _ = action.take(.reported(ActingWorlds.report(.succeeded)), now: testNow)
        #expect(action.take(.tick, now: testNow.addingTimeInterval(29)) == [])
        let steps = action.take(.tick, now: testNow.addingTimeInterval(30))
        let sentence = "not observed after 30 s: the breaker is not seen CLOSED"
        #expect(steps == [.record([.observation(AuditObservation(verified: false, sentence: sentence))])])
        #expect(action.ending == .notObserved(sentence))
    }

    @Test func withoutAnAnswerTheSameCommandIsSentAgainAndLaterOnlyLookedUp() throws {
        var action = try sent()
        #expect(action.take(.problem(noAnswer), now: testNow.addingTimeInterval(5)) == [.send(after: 1)])
        #expect(action.take(.problem(noAnswer), now: testNow.addingTimeInterval(29)) == [.send(after: 1)])
        #expect(action.take(.problem(noAnswer), now: testNow.addingTimeInterval(30)) == [.lookUp(after: 2)])
        #expect(action.isPending && action.trouble == "orders does not answer")
        #expect(action.take(.reported(ActingWorlds.report(.running)), now: testNow.addingTimeInterval(300)) != [])
        #expect(action.phase == .pending)
    }

    @Test func aScriptIsNotKeptWaitingForAServiceThatNeverAnswers() throws {
        var action = try sent()
        _ = action.take(.problem(noAnswer), now: testNow.addingTimeInterval(55))
        #expect(!action.isInDoubt(now: testNow.addingTimeInterval(59)))
        #expect(action.isInDoubt(now: testNow.addingTimeInterval(60)))
        let report = ActionReport(action, now: testNow.addingTimeInterval(60))
        #expect(report.state == .inDoubt && report.sentence.contains("whether it was done is not known"))
        _ = action.take(.reported(ActingWorlds.report(.running)), now: testNow.addingTimeInterval(61))
        #expect(!action.isInDoubt(now: testNow.addingTimeInterval(600)))
    }

    @Test func onlyASecondLookSaysThatACommandNeverArrived() throws {
        var action = try sent()
        _ = action.take(.problem(noAnswer), now: testNow.addingTimeInterval(31))
        #expect(action.take(.problem(unknown), now: testNow.addingTimeInterval(40)) == [.lookUp(after: 5)])
        #expect(action.take(.problem(unknown), now: testNow.addingTimeInterval(44)) == [.lookUp(after: 1)])
        let steps = action.take(.problem(unknown), now: testNow.addingTimeInterval(45))
        #expect(results(steps) == [.neverArrived])
        #expect(action.ending == .neverArrived)
    }

    @Test func aServiceThatFallsSilentBetweenTwoLooksIsLookedAtAnew() throws {
        var action = try sent()
        _ = action.take(.problem(noAnswer), now: testNow.addingTimeInterval(31))
        _ = action.take(.problem(unknown), now: testNow.addingTimeInterval(40))
        _ = action.take(.problem(noAnswer), now: testNow.addingTimeInterval(44))
        #expect(action.take(.problem(unknown), now: testNow.addingTimeInterval(60)) == [.lookUp(after: 5)])
        #expect(action.ending == nil)
    }

    @Test func aConflictTellsTheDifferenceAndDoesNothing() throws {
        var action = try sent()
        let problem = CommandProblem(
            kind: .conflict(difference: ["state: OPEN → HALF_OPEN"]), code: "revision_conflict", sentence: "it changed")
        #expect(results(action.take(.problem(problem), now: testNow)) == [.conflict])
        #expect(action.ending == .conflict("it changed", ["state: OPEN → HALF_OPEN"]))
    }

    @Test func aTargetThatChangesWhileThePlanIsReadIsToldAndNothingIsSent() throws {
        var action = planned()
        let steps = try action.confirm(
            reason: "x", current: ActingWorlds.fact("HALF_OPEN", revision: 8), gate: ActingWorlds.gate, now: testNow)
        #expect(steps == [])
        #expect(
            action.ending
                == .conflict("orders → payments has changed while you were reading", ["state: OPEN → HALF_OPEN"]))
    }

    @Test func aRefusalAtTheLastMomentKeepsThePlan() throws {
        var action = planned()
        var gate = ActingWorlds.gate
        gate.isReadOnly = true
        #expect(throws: Refusal.self) {
            try action.confirm(reason: "x", current: nil, gate: gate, now: testNow)
        }
        #expect(throws: Refusal.self) {
            try action.confirm(
                reason: "x", current: ActingWorlds.fact(age: 10), gate: ActingWorlds.gate, now: testNow)
        }
        #expect(action.phase == .confirming)
    }

    @Test func whatAnEarlierConsoleSentIsOnlyLookedUp() {
        let intent = AuditIntent(service: "orders", kind: "saga.retry", target: "order-1", reason: "why")
        let open = AuditAction(
            id: "9", at: ago(3_600), who: "bob", host: "here", process: 1, intent: intent)
        var action = OperatorAction(unfinished: open)
        #expect(action.firstStep == .lookUp(after: 0))
        #expect(action.take(.problem(noAnswer), now: testNow) == [.lookUp(after: 2)])
        let steps = action.take(.reported(ActingWorlds.report(.succeeded)), now: testNow)
        #expect(steps == [.record([.result(AuditResult(state: .succeeded, sentence: "", lookedUp: true))])])
        #expect(action.ending == .lookedUp(""))
    }
}

/// The one place that refuses.
struct ActionGateTests {
    private func refusal(_ gate: ActionGate, shown: TargetFact? = ActingWorlds.fact()) -> String? {
        gate.refusal(of: ActingWorlds.intent(shown: shown), now: testNow)?.description
    }

    @Test func everyRefusalSaysWhyAndWhatWouldMakeItPossible() {
        var gate = ActingWorlds.gate
        #expect(refusal(gate) == nil)
        gate.isReadOnly = true
        #expect(
            refusal(gate) == "this console is read-only: set operator.readOnly to false in the config")
        gate.isReadOnlyByCommand = true
        #expect(refusal(gate) == "this console is read-only: start fusebox without --read-only")
        gate = ActionGate()
        #expect(
            refusal(gate)
                == "orders has no Operations API that fusebox knows of: give its address in services[].operations of "
                + "the config")
        gate.services[ActingWorlds.orders] = ActionGate.Service(role: "viewer")
        #expect(
            refusal(gate)
                == "the token for orders has the role viewer, which may only look: put an operator's token into its "
                + "tokenFile")
        gate.services[ActingWorlds.orders] = ActionGate.Service(role: "operator", kinds: ["saga.retry"])
        #expect(refusal(gate) == "orders does not take breaker.reset")
        #expect(
            refusal(ActingWorlds.gate, shown: ActingWorlds.fact(age: 12))
                == "what is known of orders → payments is 12 s old: wait until orders answers again")
        let pending = ActingWorlds.gate.refusal(
            of: ActingWorlds.intent(), pending: ActingWorlds.intent(.breakerDisable), now: testNow)
        #expect(pending?.code == "pending")
    }

    @Test func noActionIsMadeThatTheGateRefuses() {
        var gate = ActingWorlds.gate
        gate.isReadOnly = true
        #expect(throws: Refusal.self) {
            try OperatorAction(id: "1", by: "ada", intent: ActingWorlds.intent(), gate: gate, now: testNow)
        }
        #expect(throws: Refusal.self) {
            try OperatorAction(
                id: "1", by: "ada", partOf: "b", intent: ActingWorlds.intent(), reason: "x", gate: gate, now: testNow)
        }
    }
}
