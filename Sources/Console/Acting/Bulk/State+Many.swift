import Audit
import Foundation
import Operations
import TerminalUI

// MARK: - Marking rows

extension State {
    /// Marks the row under the cursor, or takes the mark away, and goes on to the next.
    mutating func toggleMark() -> [Effect] {
        guard let mark = selectedMark else {
            say("only sagas and dead letters can be marked", .refusal)
            return []
        }
        if acting.marks.remove(mark) == nil { acting.marks.insert(mark) }
        return move(.down())
    }

    /// Marks every row that the filter leaves; with marks there already, takes all of them away.
    mutating func markAll() -> [Effect] {
        guard acting.marks.isEmpty else {
            acting.marks = []
            say("no row is marked any more")
            return []
        }
        switch page {
        case .sagas: acting.marks = Set((0..<sagaIndex.count).compactMap { sagaIndex[$0].map { .saga($0.id) } })
        case .events:
            acting.marks = Set(
                events.rows.compactMap { row in
                    if case .letter(let letter, let source) = row { .letter(source, letter.id) } else { nil }
                })
        default: break
        }
        say(
            acting.marks.isEmpty
                ? "nothing to mark here: only sagas and dead letters can be"
                : "\(CountText.of(acting.marks.count, "row")) marked",
            acting.marks.isEmpty ? .refusal : .done)
        return []
    }

    private var selectedMark: Acting.Mark? {
        switch page {
        case .sagas: return sagas.selected.map { .saga($0) }
        case .events:
            guard case .letter(let letter, let source)? = events.selected else { return nil }
            return .letter(source, letter.id)
        default: return nil
        }
    }
}

// MARK: - Planning and beginning a run

extension State {
    /// Asks for the plan of the first one, which stands for all in the question.
    mutating func wantMany(_ kind: CommandKind, _ intents: [ActionIntent]) -> [Effect] {
        if let run = currentRun, !run.isOver {
            say("\(BulkText(run, now: now).title) is not over yet: wait for it, or cancel it with C", .refusal)
            return []
        }
        let possible = intents.filter { gate.refusal(of: $0, now: now) == nil }
        guard let first = possible.first else {
            let why = intents.first.flatMap { gate.refusal(of: $0, now: now) }?.description ?? ""
            say("\(kind.verb) \(intents.count): \(why)", .refusal)
            return []
        }
        let effects = want(first, alongside: Set(possible.map(\.target)))
        guard case .acting(var open) = overlay else { return effects }
        open.many = ManyIntents(intents: possible, refused: intents.count - possible.count)
        overlay = .acting(open)
        return effects
    }

    /// All of them were confirmed together.
    mutating func beginRun(_ many: ManyIntents, reason: String) -> [Effect] {
        guard let kind = many.intents.first?.kind else { return [] }
        let items = many.intents.map {
            BulkPlan.Item(
                service: $0.service, instance: $0.instance, target: $0.target, revision: $0.shown?.revision,
                arguments: $0.arguments)
        }
        let run = BulkRun(
            id: acting.ids.next(), plan: BulkPlan(kind: kind.rawValue, reason: reason, items: items), now: now)
        acting.runs.removeAll { $0.isOver }
        acting.runs.append(run)
        acting.marks = []
        record("command", "\(BulkText(run, now: now).title) begun: \(reason)")
        return [.saveRun(run.record)] + runMany()
    }

    /// Runs that an earlier console did not finish: which targets are through is in the audit log.
    mutating func runsFound(_ records: [BulkRecord]) -> [Effect] {
        let actions = AuditAction.actions(in: audit.reading.lines)
        for record in records where !acting.runs.contains(where: { $0.id == record.id }) {
            let places = Dictionary(
                record.plan.items.enumerated().map { ($1.target, $0) }, uniquingKeysWith: { first, _ in first })
            var through: [Int: BulkRun.ItemEnd] = [:]
            for action in actions where action.bulk == record.id {
                guard let item = places[action.intent.target] else { continue }
                through[item] = Self.end(of: action)
            }
            let run = BulkRun(resuming: record, through: through, now: now)
            acting.runs.append(run)
            say("\(BulkText(run, now: now).line); P goes on, C leaves it", .failure)
        }
        // From now on they are this console's.
        return acting.runs.map { $0.isOver ? .forgetRun($0.id) : .saveRun($0.record) }
    }

    private static func end(of action: AuditAction) -> BulkRun.ItemEnd {
        if action.result?.state == .succeeded, action.observation?.verified != false { return .done }
        if action.result?.state == .conflict { return .changed }
        return .notDone(AuditWords(action).sentence)
    }
}

// MARK: - Pause, resume, cancel

extension State {
    /// Pauses what is under way, or lets it go on.
    mutating func pauseRun() -> [Effect] {
        guard let place = acting.runs.indices.last, !acting.runs[place].isOver else { return pauseCommand() }
        if case .stopped = acting.runs[place].phase {
            acting.runs[place].resume(now: now)
        } else {
            acting.runs[place].pause()
        }
        say(BulkText(acting.runs[place], now: now).line)
        return runMany()
    }

    /// A long command pauses at its service.
    private mutating func pauseCommand() -> [Effect] {
        guard let action = longest else {
            say("nothing is under way", .refusal)
            return []
        }
        return [.act(action, action.report?.paused == true ? .resume : .pause)]
    }

    /// Nothing more of what is under way.
    mutating func cancelRun() -> [Effect] {
        guard let place = acting.runs.indices.last, !acting.runs[place].isOver else {
            guard let action = longest else {
                say("nothing is under way", .refusal)
                return []
            }
            return acted(action.id, .cancelRequested)
        }
        acting.runs[place].cancel()
        say(BulkText(acting.runs[place], now: now).line)
        return runMany()
    }

    /// The single command with the most to do that is under way.
    var longest: OperatorAction? {
        acting.actions.values.filter { $0.isPending && $0.bulk == nil }
            .max { ($0.report?.progress.total ?? 0, $1.id) < ($1.report?.progress.total ?? 0, $0.id) }
    }
}
