import Audit
import Foundation
import Operations

extension State {
    /// The run that is shown: the newest one.
    var currentRun: BulkRun? { acting.runs.last }

    /// One of many is through.
    mutating func itemEnded(_ run: String, _ item: Int, _ ending: ActionEnding) {
        itemEnded(run, item, Self.itemEnd(ending))
    }

    private mutating func itemEnded(_ run: String, _ item: Int, _ end: BulkRun.ItemEnd) {
        guard let place = acting.runs.firstIndex(where: { $0.id == run }) else { return }
        let before = acting.runs[place].phase
        acting.runs[place].ended(item, end, now: now)
        tellChange(of: acting.runs[place], from: before)
    }

    private static func itemEnd(_ ending: ActionEnding) -> BulkRun.ItemEnd {
        if case .conflict = ending { return .changed }
        return ending.isGood ? .done : .notDone(ending.reason)
    }

    /// Starts what is due in every run.
    mutating func runMany() -> [Effect] {
        var effects: [Effect] = []
        for place in acting.runs.indices where !acting.runs[place].isOver {
            let before = acting.runs[place].phase
            var run = acting.runs[place]
            let due = run.tick(now: now) { obstacle(before: $0, of: acting.runs[place]) }
            acting.runs[place] = run
            for item in due {
                effects += start(item, of: acting.runs[place])
            }
            tellChange(of: acting.runs[place], from: before)
            if acting.runs[place].isOver { effects.append(.forgetRun(acting.runs[place].id)) }
        }
        return effects
    }

    private mutating func start(_ item: Int, of run: BulkRun) -> [Effect] {
        let intent = intent(of: item, in: run)
        if let answer = latest.answer(about: intent), answer.fact == nil {
            // The service tells of it no more.
            itemEnded(run.id, item, .changed)
            return []
        }
        do {
            let action = try OperatorAction(
                id: acting.ids.next(), by: options.operatorName, partOf: run.id, intent: intent,
                reason: run.plan.reason, gate: gate, now: now)
            acting.actions[action.id] = action
            acting.items[action.id] = (run.id, item)
            return [.act(action, action.firstStep)]
        } catch {
            itemEnded(run.id, item, .notDone("\(error)"))
            return []
        }
    }

    private func intent(of item: Int, in run: BulkRun) -> ActionIntent {
        let wanted = run.plan.items[item]
        var intent = ActionIntent(
            service: wanted.service, instance: wanted.instance, kind: CommandKind(rawValue: run.plan.kind),
            target: wanted.target, arguments: wanted.arguments)
        intent.shown = latest.fact(for: intent)
        // What was marked is what is acted on, whatever it has become since.
        if let revision = wanted.revision { intent.shown?.revision = revision }
        return intent
    }

    /// Nothing is sent towards a breaker that is open: it would only be counted against the targets. And what would be
    /// refused for a moment waits for its turn, instead of counting as not done.
    private func obstacle(before item: Int, of run: BulkRun) -> String? {
        let intent = intent(of: item, in: run)
        if let refusal = gate.refusal(of: intent, now: now), refusal.isPassing { return "held: \(refusal.why)" }
        return latest.openBreaker(before: intent.target, of: intent.service, intent.kind, now: now)
            .map { "held while \($0) is open" }
    }

    private mutating func tellChange(of run: BulkRun, from before: BulkRun.Phase) {
        guard run.phase != before else { return }
        let words = BulkText(run, now: now)
        switch run.phase {
        case .canary, .running: break
        case .stopped: say(words.line, .failure)
        case .cancelled, .finished: say(words.line, run.failed.isEmpty ? .done : .failure)
        }
        if run.phase != .running { record("command", words.line) }
    }
}
