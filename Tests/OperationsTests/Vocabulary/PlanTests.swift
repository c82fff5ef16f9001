import Foundation
import Operations
import Testing

@Suite struct PlanTests {
    private let now = Date(timeIntervalSince1970: 1_768_059_557)
    private let command = Command(id: "c-1", kind: .sagaCompensate, target: "order-7f3a", reason: "r", actor: "ada")

    private func effect(_ subject: String, revision: Int? = 4) -> Plan.Effect {
        Plan.Effect(subject: subject, action: "compensate", revision: revision, sentence: "undo \(subject)")
    }

    @Test func theHashStandsForWhatIsDoneAndNotForWhenOrWhoOrWhy() {
        let plan = Plan(command, revision: 4, effects: [effect("a"), effect("b")], asOf: now)
        var other = command
        (other.id, other.reason, other.actor, other.dryRun) = ("c-2", "another", "bob", true)
        #expect(Plan(other, revision: 4, effects: [effect("a"), effect("b")], asOf: now + 60).hash == plan.hash)
        #expect(plan.hash.count == 64)
        #expect(Plan(command, revision: 4, effects: [effect("b"), effect("a")], asOf: now).hash != plan.hash)
        #expect(Plan(command, revision: 5, effects: [effect("a"), effect("b")], asOf: now).hash != plan.hash)
        #expect(
            Plan(command, revision: 4, effects: [effect("a", revision: 5), effect("b")], asOf: now).hash != plan.hash)
        other.arguments = ["step": "a"]
        #expect(Plan(other, revision: 4, effects: [effect("a"), effect("b")], asOf: now).hash != plan.hash)
    }

    @Test func aLongPlanIsListedInPartAndHashedInFull() {
        let effects = (0..<1_500).map { effect("step \($0)") }
        let plan = Plan(command, revision: 4, effects: effects, asOf: now)
        #expect(plan.effects.count == 1_000)
        #expect(plan.total == 1_500)
        #expect(Plan(command, revision: 4, effects: effects.dropLast(), asOf: now).hash != plan.hash)
    }

    @Test func differencesNameWhatIsNotAsExpected() {
        let before = Plan(command, revision: 4, state: "waiting", effects: [effect("a"), effect("b")], asOf: now)
        let after = Plan(command, revision: 6, state: "waiting", effects: [effect("a")], asOf: now)
        #expect(
            after.differences(from: before) == [
                Difference(subject: "revision", expected: "4", actual: "6"),
                Difference(subject: "effects/1", expected: "undo b (revision 4)"),
            ])
        #expect(before.differences(from: before).isEmpty)
    }

    @Test func aCommandsMistakesAreAllNamed() {
        let bad = Command(
            id: "no spaces", kind: .sagaRetry, target: "", plan: "abc", reason: " ", actor: "", expiresIn: 0)
        #expect(
            bad.mistakes.map(\.pointer)
                == ["/id", "/target", "/reason", "/actor", "/expiresIn", "/expiresIn", "/plan"])
        #expect(command.mistakes.isEmpty)
        #expect(Command(id: "x", kind: .breakerReset, target: "b", dryRun: true).mistakes.isEmpty)
    }
}
