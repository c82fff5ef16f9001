import Foundation
import TerminalUI
import Traces

/// Everything about one saga, as lines: why it does not go on, its steps, what it has left in the world, who touched it.
struct SagaDetail {
    let saga: KnownSaga
    let state: State
    let theme: Theme
    /// Columns that a line may take.
    let width: Int

    var now: Date { state.moment }
    var clock: ClockText { state.options.clock }

    /// Whose detail it is, for the rule above it.
    func title() -> StyledText {
        var title = saga.id.id.styled(theme.title)
        if state.sagas.outsideFilter == saga.id { title += "  hidden by the filter now".styled(theme.warning) }
        return title + "  \(saga.name) in \(saga.id.service)".styled(theme.dim)
    }

    func lines() -> [StyledText] {
        var text = DetailText(theme: theme, width: width)
        addState(to: &text)
        addCause(to: &text)
        addSteps(to: &text)
        addLedger(to: &text)
        addCounters(to: &text)
        addInterventions(to: &text)
        addFacts(to: &text)
        return text.lines
    }

    private func addState(to text: inout DetailText) {
        let words = SagaWords(saga, now: now)
        var line = SagaSign(saga).text(theme)
        if saga.isStuck(at: now) { line += "  \(words.progress)".styled(theme.warning) }
        if let due = words.due { line += ", \(due)".styled(theme.dim) }
        text.line(line)
        if !saga.reason.isEmpty { text.sentence(StyledText(saga.reason), indent: 2) }
        if let touched = words.touched(clock) { text.sentence(touched.styled(theme.info), indent: 2) }
        if let disagreement = saga.disagreement {
            text.sentence("\(saga.source.kind.rawValue) wins, but \(disagreement)".styled(theme.warning), indent: 2)
        }
        let isStale = saga.source.isStale(at: now)
        text.sentence(saga.source.words(at: now).styled(isStale ? theme.unknown : theme.dim), indent: 2)
    }

    /// Why it does not go on, link by link.
    private func addCause(to text: inout DetailText) {
        guard let cause = state.causes.why(saga) else { return }
        text.heading("Why", "from the saga to what is broken")
        for (depth, link) in cause.links.enumerated() {
            let indent = String(repeating: "  ", count: depth) + (depth > 0 ? "\(theme.art.lastBranch) " : "")
            let name =
                indent.styled(theme.border) + "\(link.kind.rawValue) ".styled(theme.dim)
                + link.name.styled(theme.accent) + "  ".styled(.plain)
            text.line(name + link.words.styled(link.isBad ? theme.bad : .plain))
        }
    }

    private func addFacts(to text: inout DetailText) {
        text.heading("Facts")
        text.fact("began", StyledText(clock.moment(saga.started, now: now)))
        text.fact("last change", StyledText(clock.moment(saga.updated, now: now)))
        if let ended = saga.ended { text.fact("ended", StyledText(clock.moment(ended, now: now))) }
        text.fact("took", StyledText(SagaWords(saga, now: now).took))
        if let revision = saga.revision { text.fact("revision", StyledText("\(revision)")) }
        if !saga.traces.isEmpty {
            let ids = saga.traces.suffix(3).map { "\($0)" }.joined(separator: " ")
            text.fact(
                "traces",
                "\(CountText.grouped(saga.traces.count)); T shows the last  ".styled(.plain)
                    + ids.styled(theme.dim))
        }
    }
}

// MARK: - Steps

extension SagaDetail {
    private func addSteps(to text: inout DetailText) {
        text.heading("Steps", StepSign.bar(saga.steps, width: max(8, width / 2), theme))
        let times = StepTimes(state.observation.traces.sagas, names: [saga.name])
        let names = min(max(12, width / 4), saga.steps.map { DisplayWidth.of($0.name) }.max() ?? 12)
        for step in saga.steps {
            text.row(
                [(StyledText(step.name), names), (StepSign(step.state).text(theme), 21)],
                last: timing(step, times))
            if !step.error.isEmpty { text.sentence(step.error.styled(style(ofError: step)), indent: names + 1) }
            var facts: [String] = []
            if !step.kind.isEmpty { facts.append(step.kind) }
            if step.attempts > 1 { facts.append(CountText.of(step.attempts, "attempt")) }
            if step.compensationAttempts > 0 {
                facts.append("\(CountText.of(step.compensationAttempts, "attempt")) to undo it")
            }
            if !step.breaker.isEmpty { facts.append("through \(step.breaker)") }
            if !step.key.isEmpty { facts.append("key \(step.key)") }
            if !facts.isEmpty {
                text.sentence(
                    facts.joined(separator: " \(theme.art.dotSeparator) ").styled(theme.dim), indent: names + 1)
            }
            if step.tries.count > 1 { for attempt in step.tries { add(attempt, indent: names + 1, to: &text) } }
        }
    }

    private func add(_ attempt: KnownSaga.Try, indent: Int, to text: inout DetailText) {
        let kind = attempt.isUndoing ? "undo" : "try"
        let took = attempt.ended.map { " after \(DurationText.short(seconds: $0.timeIntervalSince(attempt.started)))" }
        let error = attempt.error.isEmpty ? "" : ": \(attempt.error)"
        text.sentence(
            "\(clock.time(attempt.started))  ".styled(theme.dim)
                + StyledText("\(kind) \(attempt.number) \(attempt.outcome)\(took ?? "")\(error)"), indent: indent)
    }

    private func style(ofError step: KnownSaga.Step) -> Style {
        step.state == .succeeded || step.state == .compensated ? theme.dim : theme.bad
    }

    /// `0.9 s of usually 0.4 s`: how long it took, or has taken so far, against what 99 of 100 stay below.
    private func timing(_ step: KnownSaga.Step, _ times: StepTimes) -> StyledText {
        guard let started = step.started else { return .empty }
        let isRunning = step.state == .running || step.state == .compensating
        let took = (isRunning ? now : step.ended ?? now).timeIntervalSince(started)
        guard isRunning || step.ended != nil else { return clock.time(started).styled(theme.dim) }
        let words = (isRunning ? "so far " : "") + DurationText.short(seconds: max(0, took))
        guard let usual = times.p99(saga: saga.name, step: step.name) else {
            return StyledText(words) + "  usual p99 n/a".styled(theme.dim)
        }
        let isSlow = took > usual
        return words.styled(isSlow ? theme.warning : .plain)
            + "  usual p99 \(DurationText.short(seconds: usual))".styled(theme.dim)
    }
}

// MARK: - What it has left in the world

extension SagaDetail {
    private func addLedger(to text: inout DetailText) {
        let effects = saga.steps.filter { $0.effect.state != .none }
        let words = saga.source.kind == .reported ? "as its service proves it" : "as far as the trace log tells"
        text.heading("Effects", StyledText(words))
        guard !effects.isEmpty else {
            text.line("none: no step has been done".styled(theme.dim))
            return
        }
        for step in effects {
            let (mark, style) = look(step.effect.state)
            let line = "\(mark) \(step.effect.state.rawValue)".styled(style)
            let names = min(max(12, width / 4), saga.steps.map { DisplayWidth.of($0.name) }.max() ?? 12)
            text.row([(StyledText(step.name), names), (line, 10)], last: step.effect.evidence.styled(theme.dim))
        }
    }

    private func look(_ state: KnownSaga.Effect.State) -> (String, Style) {
        switch state {
        case .none: (theme.art.ring, theme.dim)
        case .standing: (theme.art.dot, theme.info)
        case .undone: (theme.art.back, theme.good)
        case .unknown: (theme.art.question, theme.unknown)
        }
    }

    private func addCounters(to text: inout DetailText) {
        guard let counters = saga.counters else { return }
        text.heading("What came late, twice or for nothing")
        text.fact("late", StyledText("\(counters.late)"))
        text.fact("duplicate", StyledText("\(counters.duplicate)"))
        text.fact("empty", "\(counters.empty) compensations of what had never happened".styled(.plain))
    }

    private func addInterventions(to text: inout DetailText) {
        guard !saga.interventions.isEmpty else { return }
        text.heading("Touched by people", "oldest first; A shows the audit")
        for intervention in saga.interventions {
            let reason = intervention.reason.isEmpty ? "" : ": \(intervention.reason)"
            text.sentence(
                "\(clock.moment(intervention.at, now: now))  ".styled(theme.dim)
                    + "\(intervention.actor) ".styled(theme.accent) + StyledText("\(intervention.kind)\(reason)"))
        }
    }
}
