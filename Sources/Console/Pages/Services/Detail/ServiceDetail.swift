import Foundation
import Probes
import TerminalUI

/// Everything about one row of the tree, as lines: what is wrong first, then what it rests on, settings last.
struct ServiceDetail {
    let row: ServiceRow
    let state: State
    let theme: Theme
    /// Columns that a line may take.
    let width: Int

    var now: Date { state.moment }
    var clock: ClockText { state.options.clock }

    /// Whose detail it is, for the rule above it.
    func title() -> StyledText {
        switch row.subject {
        case .service(let summary):
            return summary.name.styled(theme.title) + "  \(summary.instances.count) instances".styled(theme.dim)
        case .endpoint(let status): return state.observation.title(of: status.id).styled(theme.title)
        case .check(let check, let status):
            return state.observation.title(of: status.id).styled(theme.title)
                + " \(theme.art.moreRight) \(check.id.joined(separator: " \(theme.art.moreRight) "))".styled(
                    theme.title)
        }
    }

    func lines() -> [StyledText] {
        var text = DetailText(theme: theme, width: width)
        switch row.subject {
        case .service(let summary):
            addSummary(summary, to: &text)
            addInstances(summary, to: &text)
            addBreakers(towards: summary.name, reported: [], to: &text)
            addTraces(of: summary.name, to: &text)
        case .endpoint(let status): addEndpoint(status, to: &text)
        case .check(let check, let status):
            addCheck(check, of: status, to: &text)
            text.heading("The endpoint")
            addEndpoint(status, to: &text)
        }
        return text.lines
    }

    private func addEndpoint(_ status: EndpointStatus, to text: inout DetailText) {
        addState(status, to: &text)
        addFigures(status, to: &text)
        addChecks(status, to: &text)
        addBreakers(towards: status.id.service, reported: status.breakers, to: &text)
        addAnswers(status, to: &text)
        addPlot(status, to: &text)
        addHistory(status, to: &text)
        addTraces(of: status.id.service, to: &text)
        addSettings(status, to: &text)
    }

    /// ` for 42 s, since 14:02:45`.
    func since(_ date: Date?) -> StyledText {
        guard let date else { return .empty }
        let age = DurationText.age(seconds: now.timeIntervalSince(date))
        return " for \(age)".styled(.plain) + ", since \(clock.moment(date, now: now))".styled(theme.dim)
    }

    func mark(_ health: Health) -> StyledText {
        let sign = HealthSign(health)
        return sign.mark(theme.art).styled(sign.style(theme))
    }
}

// MARK: - What is wrong

extension ServiceDetail {
    private func addState(_ status: EndpointStatus, to text: inout DetailText) {
        let isMuted = state.isMuted(status.id)
        let look = StateLook(status, isMuted: isMuted, now: now, theme)
        let notes = EndpointNotes(status, state: state)
        text.line(look.text + since(status.isStale(at: now) ? status.lastResultAt : status.since))
        text.sentence(StyledText(status.reason), indent: 2)
        if let stale = notes.stale { text.sentence(stale.styled(theme.unknown), indent: 2) }
        if status.isFlapping {
            text.sentence(
                "flapping: its results change to and fro; now \(status.health.rawValue)".styled(theme.warning),
                indent: 2)
        }
        if let muted = notes.muted {
            text.sentence("muted \(muted): probed and shown, but no attention".styled(theme.info), indent: 2)
        }
        if let overdue = notes.overdue {
            text.sentence(
                "\(overdue): due while the one before had not ended".styled(theme.warning), indent: 2)
        }
        let certificate = notes.certificate(theme)
        if !certificate.isEmpty { text.sentence(certificate, indent: 2) }
    }

    private func addFigures(_ status: EndpointStatus, to text: inout DetailText) {
        text.lineBreak()
        let latency = status.latency
        text.fact(
            "latency",
            "last \(span(status.newestLatency))  p50 \(span(latency.p50))  p99 \(span(latency.p99))".styled(.plain)
                + "  of \(CountText.of(latency.answers, "answer"))".styled(theme.dim))
        if latency.failures > 0 {
            text.fact("failures", "\(CountText.of(latency.failures, "probe")) without an answer".styled(.plain))
        }
        let uptime = status.uptime
        text.fact(
            "uptime",
            "\(share(uptime.fiveMinutes)) in 5 min  \(share(uptime.hour)) in 1 h  \(share(uptime.day)) in 24 h"
                .styled(.plain))
        text.fact("next probe", nextProbe(status))
        if let code = status.statusCode { text.fact("status code", "\(code)".styled(.plain)) }
        if let expires = status.certificateExpires, let days = status.daysToCertificateExpiry(at: now) {
            let words = days < 0 ? "expired" : "ends in \(CountText.of(days, "day"))"
            let style = days < 3 ? theme.bad : days < Attention.certificateDays ? theme.warning : Style.plain
            text.fact("certificate", words.styled(style) + ", \(clock.moment(expires, now: now))".styled(theme.dim))
        }
    }

    private func nextProbe(_ status: EndpointStatus) -> StyledText {
        let every = "  every \(DurationText.setting(status.endpoint.interval))".styled(theme.dim)
        guard !state.isPaused else { return "goes on while the screen is paused".styled(theme.dim) + every }
        guard let next = status.nextProbe else { return "not planned yet".styled(theme.dim) + every }
        let seconds = next.timeIntervalSince(now)
        let words = seconds <= 0 ? "probing" : "in \(DurationText.age(seconds: seconds.rounded(.up)))"
        let overdue = status.overdue == 0 ? "" : ", \(status.overdue) overdue"
        return words.styled(seconds <= 0 ? theme.info : .plain) + overdue.styled(theme.warning) + every
    }

    func span(_ duration: Duration?) -> String { duration.map { DurationText.short($0) } ?? "n/a" }
    private func share(_ share: Double?) -> String { share.map(CountText.uptime) ?? "n/a" }
}

// MARK: - Several instances

extension ServiceDetail {
    private func addSummary(_ summary: ServiceSummary, to text: inout DetailText) {
        text.line(HealthSign(summary.health).text(theme) + since(summary.since))
        text.sentence(StyledText(summary.reason), indent: 2)
    }

    private func addInstances(_ summary: ServiceSummary, to text: inout DetailText) {
        text.heading("Instances", "each has its own row, and its detail there")
        let names = min(max(10, width / 3), summary.instances.map { DisplayWidth.of($0.id.instance) }.max() ?? 10)
        for status in summary.instances {
            let look = StateLook(status, isMuted: state.isMuted(status.id), now: now, theme)
            let age = status.since.map { DurationText.age(seconds: now.timeIntervalSince($0)) } ?? ""
            text.row(
                [
                    (StyledText(status.id.instance), names), (look.text, 11),
                    (DetailText.trailing(age.styled(theme.dim), in: 7), 7),
                    (DetailText.trailing(StyledText(span(status.newestLatency)), in: 7), 7),
                ], last: EndpointNotes(status, state: state).line(theme, look))
        }
    }
}
