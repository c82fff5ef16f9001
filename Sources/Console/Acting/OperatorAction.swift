import Audit
import Foundation
import Operations

/// One action of the operator on its way: plan → confirmation → audit → command → pending → seen or not.
///
/// A value that decides; what is to be done comes back as steps, and what became of them goes in as events. The same
/// for keys, for many at once and for `fusebox do`.
public struct OperatorAction: Sendable, Equatable, Identifiable {
    /// How long an answer is waited for by sending the same command again, and how long an effect is waited for.
    static let patience: TimeInterval = 30
    /// A service that answers and twice does not know a command, this long apart, never got it: what was on its way to
    /// it has been read by then.
    static let secondLook: TimeInterval = 5

    enum Phase: Sendable, Equatable {
        /// The service is asked what it would do.
        case planning
        /// A person reads the plan.
        case confirming
        /// Intent and plan are being written to the audit log.
        case recording
        /// Sent, and not answered yet. `unknownSince`: the service answered that it does not know it.
        case sending(since: Date, unknownSince: Date?)
        /// Taken by the service; neither result nor effect are complete yet.
        case pending
        case ended(ActionEnding)
    }

    /// The command's id as well, and the audit's.
    public let id: String
    /// The run of many that it belongs to.
    let bulk: String?
    /// Who wants it; written into command and audit.
    let who: String
    let intent: ActionIntent
    /// Others that are confirmed together with this one, where its plan stands for all: they are not "others".
    var alongside: Set<String> = []
    private(set) var phase = Phase.planning
    private(set) var plan: Plan?
    /// What else it touches, a line each.
    private(set) var touches: [String] = []
    private(set) var reason = ""
    /// When the command was sent first.
    private(set) var sentAt: Date?
    /// How it goes, as the service says.
    private(set) var report: CommandReport?
    /// When the report came, and when the first one with progress did: for the rate that is shown.
    private var firstProgress: Progress?, lastProgress: Progress?

    private struct Progress: Sendable, Equatable {
        var at: Date
        var done: Int
    }
    /// When the service said that it is done.
    private(set) var succeededAt: Date?
    /// What was seen of the effect, before or after the service's word.
    private(set) var seen: String?
    /// What is in the way at the moment: the last answer that was none.
    private(set) var trouble: String?

    /// An action that the gate lets pass; it begins by asking for its plan.
    init(
        id: String, by who: String, intent: ActionIntent, gate: ActionGate, pending: ActionIntent? = nil, now: Date
    ) throws(Refusal) {
        if let refusal = gate.refusal(of: intent, pending: pending, now: now) { throw refusal }
        self.init(id: id, bulk: nil, by: who, intent: intent, phase: .planning)
    }

    /// One of many, which were planned and confirmed together.
    init(
        id: String, by who: String, partOf bulk: String, intent: ActionIntent, reason: String, gate: ActionGate,
        now: Date
    ) throws(Refusal) {
        if let refusal = gate.refusal(of: intent, now: now) { throw refusal }
        self.init(id: id, bulk: bulk, by: who, intent: intent, phase: .recording)
        self.reason = reason
    }

    /// An action that an earlier console has announced and not finished: it is only looked up, never sent again.
    init(unfinished action: AuditAction) {
        let intent = ActionIntent(
            service: action.intent.service, instance: action.intent.instance,
            kind: CommandKind(rawValue: action.intent.kind), target: action.intent.target,
            arguments: action.intent.arguments.mapValues { .string($0) })
        self.init(
            id: action.id, bulk: action.bulk, by: action.who, intent: intent,
            phase: .sending(since: .distantPast, unknownSince: nil))
        reason = action.intent.reason
        sentAt = action.at
        isLookUp = true
    }

    private init(id: String, bulk: String?, by who: String, intent: ActionIntent, phase: Phase) {
        self.id = id
        self.bulk = bulk
        self.who = who
        self.intent = intent
        self.phase = phase
    }

    /// It was announced by an earlier console.
    private(set) var isLookUp = false

    /// How much of it is done in a second; `nil` before that can be told.
    func pace(now: Date) -> Double? {
        guard let firstProgress, let lastProgress, lastProgress.done > firstProgress.done else { return nil }
        return Double(lastProgress.done - firstProgress.done) / max(0.1, now.timeIntervalSince(firstProgress.at))
    }
}

// MARK: - Events

extension OperatorAction {
    /// Takes notice of what happened. Events that mean nothing in this phase (a late answer, a second one) change
    /// nothing.
    mutating func take(_ event: ActionEvent, now: Date) -> [ActionStep] {
        switch (phase, event) {
        case (.planning, .planned(let plan, let touches)):
            self.plan = plan
            self.touches = touches
            phase = .confirming
            return []
        case (.planning, .problem(let problem)):
            return end(.notPlanned(problem))
        case (.planning, .withdrawn), (.confirming, .withdrawn):
            return end(.withdrawn)
        case (.recording, .recorded):
            phase = .sending(since: now, unknownSince: nil)
            sentAt = now
            return [.send(after: 0)]
        case (.recording, .notRecorded(let sentence)):
            return end(.notRecorded(sentence))
        case (.sending(let since, let unknownSince), _):
            return takeWhileSending(event, since: since, unknownSince: unknownSince, now: now)
        case (.pending, _):
            return takeWhilePending(event, now: now)
        default:
            return []
        }
    }

    /// The operator wants it, for this reason, having read the plan.
    ///
    /// - Parameter current: what is known of the target now; `nil` where its kind is not watched. What was seen is what
    ///   is acted on: if the target has changed while the plan was read, the difference is told and nothing is done.
    /// - Throws: `Refusal` where acting has become impossible meanwhile; the plan stays.
    mutating func confirm(
        reason: String, current: TargetFact?, gate: ActionGate, now: Date
    ) throws(Refusal) -> [ActionStep] {
        guard phase == .confirming else { return [] }
        var checked = intent
        if let current { checked.shown = current }
        if let refusal = gate.refusal(of: checked, now: now) { throw refusal }
        if let shown = intent.shown, let current, current.revision != shown.revision {
            return end(.conflict("\(intent.target) has changed while you were reading", shown.difference(to: current)))
        }
        self.reason = reason
        phase = .recording
        return [.record(announcement)]
    }

    private mutating func takeWhileSending(
        _ event: ActionEvent, since: Date, unknownSince: Date?, now: Date
    ) -> [ActionStep] {
        switch event {
        case .reported(let report):
            phase = .pending
            return takeReport(report, now: now)
        case .problem(let problem):
            switch problem.kind {
            case .refused: return end(.refused(problem.sentence), recording: .refused, problem.sentence)
            case .conflict(let difference):
                return end(.conflict(problem.sentence, difference), recording: .conflict, problem.sentence)
            case .noAnswer:
                trouble = problem.sentence
                phase = .sending(since: since, unknownSince: nil)
                // The same id is the same command: sending it again cannot do it twice. Later it is only looked up, so
                // that nothing happens long after it was wanted.
                return [now.timeIntervalSince(since) < Self.patience ? .send(after: 1) : .lookUp(after: 2)]
            case .unknownCommand:
                trouble = nil
                if let unknownSince, now.timeIntervalSince(unknownSince) >= Self.secondLook {
                    return end(
                        .neverArrived, recording: .neverArrived, "\(intent.service) does not know it: nothing was done")
                }
                phase = .sending(since: since, unknownSince: unknownSince ?? now)
                return [.lookUp(after: unknownSince == nil ? Self.secondLook : 1)]
            }
        case .seen(let fact):
            notice(fact)
            return []
        default: return []
        }
    }

    private mutating func takeWhilePending(_ event: ActionEvent, now: Date) -> [ActionStep] {
        switch event {
        case .reported(let report): return takeReport(report, now: now)
        case .problem(let problem):
            trouble = problem.sentence
            return [.lookUp(after: 1)]
        case .cancelRequested: return [.cancel]
        case .acknowledged(let report):
            if !report.state.isFinal { self.report = report }
            return []
        case .seen(let fact):
            notice(fact)
            let steps = endIfSeen()
            return steps.isEmpty && isObservedByAsking ? [.observe(after: 1)] : steps
        case .tick:
            guard let succeededAt, now.timeIntervalSince(succeededAt) >= Self.patience else { return [] }
            let sentence = "not observed after \(Int(Self.patience)) s: \(intent.kind.expectation)"
            return end(
                .notObserved(sentence), observing: AuditObservation(verified: false, sentence: sentence))
        default: return []
        }
    }

    private mutating func takeReport(_ report: CommandReport, now: Date) -> [ActionStep] {
        trouble = nil
        guard self.report?.state.isFinal != true else { return [] }
        self.report = report
        lastProgress = Progress(at: now, done: report.progress.done)
        if firstProgress == nil || report.paused { firstProgress = lastProgress }
        switch report.state {
        case .accepted, .running, .other: return [.lookUp(after: 0.5)]
        case .failed: return end(.failed(report.sentence), recording: .failed, report.sentence)
        case .refused: return endRefused(report)
        case .cancelled: return end(.cancelled(report.sentence), recording: .cancelled, report.sentence)
        case .succeeded:
            succeededAt = now
            let result = AuditResult(state: .succeeded, sentence: report.sentence, lookedUp: isLookUp)
            // What an earlier console has sent was seen by nobody: its screen is gone.
            if isLookUp {
                phase = .ended(.lookedUp(report.sentence))
                return [.record([.result(result)])]
            }
            return [.record([.result(result)])] + endIfSeen() + (isObservedByAsking ? [.observe(after: 0)] : [])
        }
    }

    private mutating func endRefused(_ report: CommandReport) -> [ActionStep] {
        let difference = report.failure?.difference ?? []
        guard !difference.isEmpty else { return end(.refused(report.sentence), recording: .refused, report.sentence) }
        return end(.conflict(report.sentence, Difference.lines(difference)), recording: .conflict, report.sentence)
    }

    private mutating func notice(_ fact: TargetFact?) {
        guard seen == nil, !isLookUp else { return }
        seen = Expectation(of: intent, by: id, as: plan).sentence(for: fact)
    }

    /// No list tells of its target: the service is asked for it.
    private var isObservedByAsking: Bool { intent.kind.targetKind == .chaos && seen == nil }

    /// The service's word alone is not enough, and neither is the effect while the service is still at it.
    private mutating func endIfSeen() -> [ActionStep] {
        guard succeededAt != nil, let seen else { return [] }
        return end(.verified(seen), observing: AuditObservation(verified: true, sentence: seen))
    }
}

// MARK: - Ending and recording

extension OperatorAction {
    /// What is written before the command leaves.
    var announcement: [AuditFact] {
        var arguments = intent.arguments.mapValues(\.line)
        if let expiresIn = intent.expiresIn { arguments["expiresIn"] = "\(expiresIn.components.seconds)s" }
        let wanted = AuditIntent(
            service: intent.service, instance: intent.instance, kind: intent.kind.rawValue, target: intent.target,
            arguments: arguments, reason: reason, revision: intent.shown.map { String($0.revision) })
        return [.intent(wanted)]
            + (plan.map { [.plan(AuditPlan(hash: $0.hash, effects: $0.effects.map(\.sentence), count: $0.total))] }
                ?? [])
    }

    private mutating func end(_ ending: ActionEnding) -> [ActionStep] {
        phase = .ended(ending)
        return []
    }

    private mutating func end(
        _ ending: ActionEnding, recording state: AuditResult.State, _ sentence: String
    ) -> [ActionStep] {
        phase = .ended(ending)
        return [.record([.result(AuditResult(state: state, sentence: sentence, lookedUp: isLookUp))])]
    }

    private mutating func end(_ ending: ActionEnding, observing observation: AuditObservation) -> [ActionStep] {
        phase = .ended(ending)
        return [.record([.observation(observation)])]
    }
}
