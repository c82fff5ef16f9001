import Foundation
import Operations
import OperationsServer
import ResilienceTesting

/// A handler whose target is a counter: a command adds one. It can be made to stop in the middle.
final class CounterHandler: CommandHandler {
    struct Counter: Sendable {
        var revision = 1
        var done: [String] = []
        /// Commands that were begun, with whether that was a resumption.
        var begun: [String] = []
        var resumed: [String] = []
    }

    let counter = Shared(Counter())
    private let stoppable: Bool
    private let body: @Sendable (Command, CommandRun) async throws -> Void

    init(stoppable: Bool = false, _ body: @escaping @Sendable (Command, CommandRun) async throws -> Void = { _, _ in })
    {
        self.stoppable = stoppable
        self.body = body
    }

    var kinds: [CommandKind] { [.chaosSet] }

    func canStop(_ kind: CommandKind) -> Bool { stoppable }

    func plan(_ command: Command, asOf now: Date) async throws -> Plan {
        let revision = counter.value.revision
        return Plan(
            command, revision: revision, state: "counting",
            effects: [.init(subject: command.target, action: "add", revision: revision, sentence: "add one")], asOf: now
        )
    }

    func carryOut(_ command: Command, as plan: Plan, _ run: CommandRun) async throws -> JSONValue? {
        counter.change { counter in
            counter.begun.append(command.id)
            if run.isResumption { counter.resumed.append(command.id) }
        }
        try await body(command, run)
        counter.change { counter in
            if !counter.done.contains(command.id) {
                counter.done.append(command.id)
                counter.revision += 1
            }
        }
        return ["done": true]
    }
}

extension Command {
    static func count(
        _ id: String, on target: String = "counter", expecting revision: Int? = nil, dryRun: Bool = false,
        plan: String? = nil
    ) -> Command {
        Command(
            id: id, kind: .chaosSet, target: target, expectedRevision: revision, dryRun: dryRun, plan: plan,
            reason: "a test", actor: "ada")
    }
}
