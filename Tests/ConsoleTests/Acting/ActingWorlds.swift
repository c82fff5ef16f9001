import Foundation
import Operations
import ResilienceTesting

@testable import Console

/// Gates, plans and facts for tests about acting.
enum ActingWorlds {
    static let orders = EventSource.ID(service: "orders", instance: "")
    static let gate = ActionGate(services: [orders: ActionGate.Service(role: "operator")])

    static func fact(
        _ state: String = "OPEN", revision: Int = 7, age: TimeInterval = 0.4, staleAfter: TimeInterval = 3
    ) -> TargetFact {
        TargetFact(revision: revision, state: state, asOf: ago(age), staleAfter: staleAfter)
    }

    static func intent(
        _ kind: CommandKind = .breakerReset, _ target: String = "orders → payments", shown: TargetFact? = fact()
    ) -> ActionIntent {
        ActionIntent(service: "orders", kind: kind, target: target, shown: shown)
    }

    static func plan(_ intent: ActionIntent = intent(), effects: [String] = ["closes it", "forgets 31 failures"])
        -> Plan
    {
        Plan(
            kind: intent.kind, target: intent.target, revision: intent.shown?.revision, state: intent.shown?.state,
            effects: effects.map { Plan.Effect(subject: intent.target, action: "change", sentence: $0) },
            total: effects.count, hash: String(repeating: "a", count: 64), asOf: testNow)
    }

    static func report(
        _ state: CommandState, _ intent: ActionIntent = intent(), id: String = "1",
        failure: CommandReport.Failure? = nil
    ) -> CommandReport {
        CommandReport(
            command: Operations.Command(id: id, kind: intent.kind, target: intent.target), state: state,
            failure: failure, acceptedAt: testNow, revision: 1, asOf: testNow)
    }

    static func action(_ intent: ActionIntent = intent(), id: String = "1") -> OperatorAction {
        guard let action = try? OperatorAction(id: id, by: "ada", intent: intent, gate: gate, now: testNow) else {
            preconditionFailure("the gate refuses \(intent.title)")
        }
        return action
    }

    static func ids(_ seed: UInt64 = 1) -> ActionIDs {
        var random = SeededGenerator(seed: seed)
        return ActionIDs(using: &random)
    }
}
