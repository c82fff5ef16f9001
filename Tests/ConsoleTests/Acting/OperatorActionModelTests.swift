import Audit
import Foundation
import Operations
import ResilienceTesting
import Testing

@testable import Console

/// An action against a service that crashes, stops and loses messages, played by chance: whatever happens, the command
/// takes effect once or not at all, and what the action says in the end is what happened.
struct OperatorActionModelTests {
    @Test(arguments: 1...400 as ClosedRange<UInt64>)
    func aCommandTakesEffectOnceOrNotAtAllAndTheEndSaysWhich(seed: UInt64) throws {
        var world = World(seed: seed)
        try world.run()
        #expect(world.service.effects <= 1, "seed \(seed)")
        #expect(!world.sentBeforeItWasRecorded, "seed \(seed)")
        let ending = try #require(world.action.ending, "seed \(seed): \(world.action.phase)")
        switch ending {
        case .verified, .notObserved, .lookedUp: #expect(world.service.effects == 1, "seed \(seed) \(ending)")
        default: #expect(world.service.effects == 0, "seed \(seed) \(ending)")
        }
        let results = world.audit.filter { $0.word == "result" }
        #expect(results.count == 1, "seed \(seed) \(world.audit)")
        #expect(world.audit.map(\.word).prefix(2) == ["intent", "plan"], "seed \(seed)")
    }

    /// A service with a durable journal, that may be stopped or away.
    struct Service {
        enum Condition { case up, down, stopped }
        var condition = Condition.up
        var journal: [String: CommandState] = [:]
        var effects = 0
        /// Requests that wait in its socket.
        var waiting: [Double] = []
        let refuses: Bool
        let isVisible: Bool

        mutating func accept(_ id: String) -> CommandState {
            if let state = journal[id] { return state }
            journal[id] = refuses ? .refused : .accepted
            return journal[id] ?? .accepted
        }

        mutating func work(_ id: String) {
            if journal[id] == .accepted {
                journal[id] = .succeeded
                effects += 1
            }
        }
    }

    struct World {
        var random: SeededGenerator
        var service: Service
        var action = ActingWorlds.action()
        var now = testNow
        var audit: [AuditFact] = []
        var sentBeforeItWasRecorded = false

        init(seed: UInt64) {
            random = SeededGenerator(seed: seed)
            service = Service(
                refuses: Int.random(in: 0..<6, using: &random) == 0,
                isVisible: Int.random(in: 0..<6, using: &random) > 0)
        }

        mutating func run() throws {
            _ = action.take(.planned(ActingWorlds.plan()), now: now)
            var steps = try action.confirm(
                reason: "x", current: ActingWorlds.fact(), gate: ActingWorlds.gate, now: now)
            var rounds = 0
            while action.ending == nil, rounds < 2_000 {
                rounds += 1
                // Trouble ends at some time, else nothing would be known in the end.
                if rounds > 300 { service.condition = .up } else { change() }
                var next: [ActionStep] = []
                for step in steps { next += perform(step) }
                if steps.isEmpty { now += 1 }
                next += action.take(.tick, now: now)
                if service.isVisible, service.condition == .up {
                    let done = service.effects > 0
                    next += action.take(
                        .seen(ActingWorlds.fact(done ? "CLOSED" : "OPEN", revision: done ? 8 : 7)), now: now)
                }
                steps = next
            }
            for step in steps { _ = perform(step) }
            deliver()
        }

        private mutating func change() {
            guard Int.random(in: 0..<4, using: &random) == 0 else { return }
            service.condition = [.up, .up, .down, .stopped].randomElement(using: &random) ?? .up
            // A process that dies takes what waits in its socket with it.
            if service.condition == .down { service.waiting = [] }
            deliver()
        }

        private mutating func deliver() {
            guard service.condition == .up else { return }
            for _ in service.waiting { _ = service.accept(action.id) }
            service.waiting = []
            service.work(action.id)
        }

        private mutating func perform(_ step: ActionStep) -> [ActionStep] {
            switch step {
            case .record(let facts):
                audit += facts
                return action.take(.recorded, now: now)
            case .send(let delay):
                if !audit.contains(where: { $0.word == "intent" }) { sentBeforeItWasRecorded = true }
                return ask(after: delay) { world in
                    let state = world.service.accept(world.action.id)
                    return .reported(ActingWorlds.report(state))
                }
            case .lookUp(let delay):
                return ask(after: delay) { world in
                    world.service.journal[world.action.id].map { .reported(ActingWorlds.report($0)) }
                        ?? .problem(
                            CommandProblem(kind: .unknownCommand, code: "not_found", sentence: "no such command"))
                }
            case .plan, .observe, .cancel, .pause, .resume: return []
            }
        }

        /// A request, its answer, and everything that can be lost on the way.
        private mutating func ask(after delay: Double, _ answer: (inout World) -> ActionEvent) -> [ActionStep] {
            now += delay
            change()
            let lost = ActionEvent.problem(
                CommandProblem(kind: .noAnswer, code: "unreachable", sentence: "no answer"))
            switch service.condition {
            case .down:
                now += 0.1
                return action.take(lost, now: now)
            case .stopped:
                // The system takes the request; the process reads it once it goes on.
                if case .sending = action.phase, now.timeIntervalSince(testNow) < OperatorAction.patience {
                    service.waiting.append(delay)
                }
                now += 5
                return action.take(lost, now: now)
            case .up:
                let event = answer(&self)
                if Bool.random(using: &random) { service.work(action.id) }
                now += 0.05
                return action.take(Int.random(in: 0..<5, using: &random) == 0 ? lost : event, now: now)
            }
        }
    }
}
