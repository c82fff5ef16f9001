import Foundation
import Probes
import TerminalUI
import Traces

/// Everything about one row, as lines: what is wrong first, then what it rests on, settings last.
struct BreakerDetail {
    let row: BreakerRow
    let state: State
    let theme: Theme
    /// Columns that a line may take.
    let width: Int

    private var now: Date { state.moment }
    private var clock: ClockText { state.options.clock }

    /// Whose detail it is, for the rule above it.
    func title() -> StyledText {
        let place = row.breaker.map { $0.id.instance.isEmpty ? $0.id.service : "\($0.id.service) \($0.id.instance)" }
        return row.id.name.styled(theme.title)
            + "  \(place.map { "in \($0)" } ?? "in \(row.breakers.count) instances of \(row.id.service)")"
            .styled(theme.dim)
    }

    func lines() -> [StyledText] {
        var text = DetailText(theme: theme, width: width)
        guard let breaker = row.worst else { return [] }
        if row.isGroup { addInstances(to: &text) } else { addState(breaker, to: &text) }
        addFigures(breaker, to: &text)
        addStrip(breaker, to: &text)
        addBehind(breaker, to: &text)
        addHistory(breaker, to: &text)
        addSettings(breaker, to: &text)
        return text.lines
    }

    private func addState(_ breaker: KnownBreaker, to text: inout DetailText) {
        var line = BreakerSign(breaker.state).text(theme)
        if let since = breaker.since {
            line +=
                " for \(DurationText.age(seconds: now.timeIntervalSince(since)))".styled(.plain)
                + ", since \(clock.moment(since, now: now))".styled(theme.dim)
        }
        text.line(line)
        if !breaker.reason.isEmpty { text.sentence(StyledText(breaker.reason), indent: 2) }
        let words = BreakerWords(breaker, now: now)
        if let override = words.override { text.sentence("set \(override)".styled(theme.info), indent: 2) }
        if let disagreement = breaker.disagreement {
            text.sentence("\(breaker.source.kind.rawValue) wins, but \(disagreement)".styled(theme.warning), indent: 2)
        }
        let isStale = breaker.source.isStale(at: now)
        text.sentence(breaker.source.words(at: now).styled(isStale ? theme.unknown : theme.dim), indent: 2)
    }

    private func addInstances(to text: inout DetailText) {
        text.heading("Instances", row.drifts ? "they differ".styled(theme.warning) : "all in the same state")
        let names = min(max(10, width / 3), row.breakers.map { DisplayWidth.of($0.id.instance) }.max() ?? 10)
        for breaker in row.breakers {
            let since = breaker.since.map { DurationText.age(seconds: now.timeIntervalSince($0)) } ?? ""
            text.row(
                [
                    (StyledText(breaker.id.instance), names), (BreakerSign(breaker.state).text(theme), 13),
                    (DetailText.trailing(since.styled(theme.dim), in: 7), 7),
                    (DetailText.trailing(StyledText(BreakerWords.rate(breaker.failureRate)), in: 6), 6),
                ], last: breaker.reason.styled(theme.dim))
        }
    }

    private func addFigures(_ breaker: KnownBreaker, to text: inout DetailText) {
        text.lineBreak()
        text.fact("failed", StyledText(BreakerWords.rate(breaker.failureRate, of: breaker.failureThreshold)))
        text.fact("slow", StyledText(BreakerWords.rate(breaker.slowRate, of: breaker.slowThreshold)))
        if let calls = breaker.calls {
            let failed = breaker.failed.map { ", \(CountText.grouped($0)) failed" } ?? ""
            text.fact("calls", "\(CountText.of(calls, "call")) in its window\(failed)".styled(.plain))
        }
        if let rejections = breaker.rejections {
            text.fact("refused", "\(CountText.of(rejections, "call")) without trying".styled(.plain))
        }
        if let trial = BreakerWords(breaker, now: now).nextTrial { text.fact("next trial", StyledText(trial)) }
    }

    private func addStrip(_ breaker: KnownBreaker, to text: inout DetailText) {
        text.heading("Last 10 minutes")
        text.line(BreakerStrip(breaker).text(min(width, 120), until: now, theme))
        text.line(BreakerStrip.legend(theme))
    }

    /// What stands at its other end, and who waits for it.
    private func addBehind(_ breaker: KnownBreaker, to text: inout DetailText) {
        guard let target = breaker.target else { return }
        let endpoints = state.observation.probes.endpoints.filter { $0.service == target }
        guard !endpoints.isEmpty else { return }
        text.heading("Behind it", "O goes there")
        for status in endpoints {
            let title = state.observation.title(of: status.id)
            text.line(
                HealthSign(status.health).text(theme) + "  \(title)  ".styled(.plain) + status.reason.styled(theme.dim))
        }
    }

    private func addHistory(_ breaker: KnownBreaker, to text: inout DetailText) {
        text.heading("Changes", "newest first")
        guard !breaker.history.isEmpty else {
            text.line("none seen".styled(theme.dim))
            return
        }
        for change in breaker.history.suffix(30).reversed() {
            text.line(
                "\(clock.moment(change.at, now: now))  ".styled(theme.dim) + BreakerSign(change.state).text(theme)
                    + (change.reason.isEmpty ? .empty : "  ".styled(.plain) + StyledText(change.reason)))
        }
    }

    private func addSettings(_ breaker: KnownBreaker, to text: inout DetailText) {
        guard !breaker.settings.isEmpty else { return }
        text.heading("Settings")
        for setting in breaker.settings { text.fact(setting.name, StyledText(setting.value), nameWidth: 20) }
    }
}
