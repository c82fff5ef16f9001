import Foundation
import Operations
import OperationsClient

/// Takes one action from its plan to its end: does its steps, looks at its target, lets time pass.
struct ActionDrive: Sendable {
    let request: ActionRequest
    let gate: ActionGate
    let finder: TargetFinder
    let confirm: @Sendable ([String]) async -> String?
    let tell: @Sendable (String) -> Void
    let doer: ActionDoer

    /// What one of the tasks has come to.
    private enum News: Sendable {
        case event(ActionEvent)
        case beat
        case confirmed(reason: String?)
        case nothing
    }

    func run(_ first: OperatorAction) async -> ActionReport {
        await withTaskGroup(of: News.self) { group in
            var action = first
            var unwritten = 0
            func start(_ steps: [ActionStep], _ group: inout TaskGroup<News>) {
                for step in steps {
                    if case .record = step { unwritten += 1 }
                    group.addTask { [action] in
                        await doer.perform(step, of: action).map(News.event) ?? .nothing
                    }
                }
            }
            start([action.firstStep], &group)
            group.addTask { await Self.beat() }
            while let news = await group.next() {
                var steps: [ActionStep] = []
                switch news {
                case .nothing: break
                case .beat:
                    group.addTask { await Self.beat() }
                    steps = action.take(.tick, now: Date())
                    if action.isPending, action.intent.kind.targetKind != .chaos {
                        group.addTask { [action] in await look(at: action) }
                    }
                case .confirmed(let reason):
                    guard let reason else {
                        steps = action.take(.withdrawn, now: Date())
                        break
                    }
                    do throws(Refusal) {
                        steps = try action.confirm(reason: reason, current: nil, gate: gate, now: Date())
                    } catch {
                        group.cancelAll()
                        return ActionReport(request, error)
                    }
                case .event(let event):
                    if case .recorded = event { unwritten -= 1 }
                    if case .notRecorded(let why) = event {
                        unwritten -= 1
                        tell(why)
                    }
                    let before = action.report?.progress.done
                    steps = action.take(event, now: Date())
                    if case .planned = event, !request.isDryRun {
                        let lines = question(action)
                        group.addTask { .confirmed(reason: await confirm(lines)) }
                    }
                    tellProgress(of: action, since: before)
                }
                start(steps, &group)
                if isOver(action), unwritten == 0 { break }
            }
            group.cancelAll()
            return ActionReport(action, now: Date())
        }
    }

    private func isOver(_ action: OperatorAction) -> Bool {
        if action.ending != nil || action.isInDoubt(now: Date()) { return true }
        if request.isDryRun { return action.phase == .confirming }
        return !request.waits && action.phase == .pending
    }

    private func look(at action: OperatorAction) async -> News {
        do { return .event(.seen(try await finder.fact(of: action.intent))) } catch { return .nothing }
    }

    private static func beat() async -> News {
        try? await Task.sleep(for: .milliseconds(500))
        return .beat
    }

    private func tellProgress(of action: OperatorAction, since before: Int?) {
        guard let progress = action.report?.progress, progress.total > 1, progress.done != before else { return }
        tell("\(CountText.grouped(progress.done)) of \(CountText.grouped(progress.total))")
    }

    private func question(_ action: OperatorAction) -> [String] {
        let intent = action.intent
        var lines = ["\(intent.kind.rawValue) on \(intent.target) of \(intent.service)", "  \(intent.kind.meaning)"]
        if let expiresIn = intent.expiresIn {
            lines.append("  ends by itself after \(DurationText.setting(expiresIn))")
        }
        if !intent.kind.canBeTakenBack { lines.append("  cannot be taken back") }
        lines.append("what it does:")
        let effects = action.plan?.effects.map(\.sentence) ?? []
        lines += effects.isEmpty ? ["  nothing: it is so already"] : effects.map { "  - \($0)" }
        if let rest = intent.kind.rest(listed: effects.count, of: action.plan?.total ?? 0) { lines.append("  \(rest)") }
        return lines + ActionReport.words(forTouches: action.touches)
    }
}
