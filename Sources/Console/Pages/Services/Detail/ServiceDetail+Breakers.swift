import Foundation
import Probes
import TerminalUI
import Traces

extension ServiceDetail {
    /// Breakers that the service's own answer reports, and those towards it that the trace log shows.
    func addBreakers(towards service: String, reported: [ReportedBreaker], to text: inout DetailText) {
        let all = state.observation.traces.breakers
        if !reported.isEmpty {
            text.heading("Breakers in its answer")
            for breaker in reported {
                addReported(
                    breaker, observed: all.first { $0.id.service == service && $0.id.name == breaker.name }, to: &text)
            }
        }
        let towards = all.filter { Attention.target(ofBreaker: $0.id.name) == service && $0.id.service != service }
        guard !towards.isEmpty else { return }
        text.heading("Breakers towards it", "as the trace log tells")
        for breaker in towards { addObserved(breaker, to: &text) }
    }

    private func addReported(_ breaker: ReportedBreaker, observed: ObservedBreaker?, to text: inout DetailText) {
        let (mark, style) = look(breaker.state.rawValue)
        text.line(mark.styled(style) + " \(breaker.name)  ".styled(.plain) + breaker.state.rawValue.styled(style))
        var facts = [
            "failed \(rate(breaker.failureRate))\(limit(breaker.failureRateThreshold))",
            "slow \(rate(breaker.slowCallRate))\(limit(breaker.slowCallRateThreshold))",
        ]
        if let calls = breaker.bufferedCalls {
            let failed = breaker.failedCalls.map { ", \($0) failed" } ?? ""
            facts.append("\(CountText.of(calls, "call"))\(failed)")
        }
        if let refused = breaker.notPermittedCalls, refused > 0 { facts.append("\(refused) refused") }
        text.sentence(
            facts.joined(separator: " \(theme.art.dotSeparator) ").styled(theme.dim), indent: 2)
        if let observed, observed.state.rawValue != breaker.state.rawValue {
            let moment = clock.moment(observed.since.date, now: now)
            text.sentence(
                "the trace log says \(observed.state.rawValue) since \(moment)".styled(theme.warning), indent: 2)
        }
    }

    private func addObserved(_ breaker: ObservedBreaker, to text: inout DetailText) {
        let (mark, style) = look(breaker.state.rawValue)
        let age = DurationText.age(seconds: now.timeIntervalSince(breaker.since.date))
        let place = breaker.id.instance.isEmpty ? breaker.id.service : "\(breaker.id.service) \(breaker.id.instance)"
        text.line(
            mark.styled(style) + " \(breaker.id.name)  ".styled(.plain)
                + "\(breaker.state.rawValue) \(age)".styled(style) + "  in \(place)".styled(theme.dim))
        var facts: [String] = breaker.reason.isEmpty ? [] : [breaker.reason]
        if breaker.failureRate != nil || breaker.slowCallRate != nil {
            facts.append("failed \(rate(breaker.failureRate)), slow \(rate(breaker.slowCallRate))")
        }
        if breaker.rejected > 0 { facts.append("\(CountText.of(breaker.rejected, "call")) refused") }
        guard !facts.isEmpty else { return }
        text.sentence(facts.joined(separator: " \(theme.art.dotSeparator) ").styled(theme.dim), indent: 2)
    }

    /// Below the minimum of calls a rate is no number.
    private func rate(_ percent: Double?) -> String { percent.map { CountText.percent($0) } ?? "n/a" }

    private func limit(_ percent: Double?) -> String {
        percent.map { " of \(CountText.percent($0)) allowed" } ?? ""
    }

    private func look(_ state: String) -> (mark: String, style: Style) {
        switch state {
        case "OPEN", "FORCED_OPEN": (theme.art.diamond, theme.bad)
        case "HALF_OPEN": (theme.art.halfDiamond, theme.warning)
        case "CLOSED": (theme.art.dot, theme.good)
        default: (theme.art.ring, theme.unknown)
        }
    }
}

// MARK: - Traces and settings

extension ServiceDetail {
    /// What the trace log says about its last five minutes.
    func addTraces(of service: String, to text: inout DetailText) {
        guard !state.observation.traces.source.files.isEmpty || !state.observation.traces.rates.isEmpty else { return }
        text.heading("Traces", "last 5 minutes; t shows them")
        guard let rate = state.observation.traces.rates.first(where: { $0.service == service }) else {
            text.line("no request to \(service) in the trace log".styled(theme.dim))
            return
        }
        let style = rate.errorShare >= 0.05 ? theme.bad : rate.errors > 0 ? theme.warning : Style.plain
        var line = "\(CountText.rate(rate.requestsPerSecond)) req/s".styled(.plain)
        line += "  errors \(CountText.percent(rate.errors, of: rate.requests))".styled(style)
        line += "  p50 \(DurationText.short(rate.p50))  p99 \(DurationText.short(rate.p99))  ".styled(.plain)
        // The last interval is still being filled: it would always look like a fall.
        let trend = Sparkline(rate.trend.dropLast().map { Double($0) })
        let room = max(0, min(59, width - line.width))
        text.line(line + trend.text(width: room, art: theme.art).styled(theme.info))
    }

    /// How it is probed.
    func addSettings(_ status: EndpointStatus, to text: inout DetailText) {
        let endpoint = status.endpoint
        text.heading("Settings")
        text.fact("url", StyledText(endpoint.target.description))
        if let address = endpoint.address { text.fact("address", StyledText(address)) }
        text.fact(
            "probed",
            "every \(DurationText.setting(endpoint.interval)), timeout \(DurationText.setting(endpoint.timeout)), "
                .styled(.plain) + "tier \(endpoint.tier.rawValue)".styled(.plain))
        text.fact("degraded", "above \(DurationText.setting(endpoint.degradedAbove))".styled(.plain))
        text.fact(
            "unhealthy",
            "after \(CountText.of(endpoint.unhealthyAfter, "bad result")) in a row, better after "
                .styled(.plain) + "\(CountText.of(endpoint.healthyAfter, "good one"))".styled(.plain))
        var format = StyledText(endpoint.format.rawValue)
        if endpoint.format == .auto, let detected = status.format { format.append(", detected: \(detected.rawValue)") }
        text.fact("format", format)
        if endpoint.tls.insecure { text.fact("certificate", "not checked: insecure".styled(theme.warning)) }
        if let file = endpoint.tls.caFile { text.fact("trusted CAs", StyledText(file)) }
        if let file = endpoint.tls.clientCertificateFile { text.fact("shows itself", StyledText(file)) }
        if !endpoint.headers.isEmpty {
            text.fact("headers", StyledText(endpoint.headers.map(\.name).joined(separator: ", ")))
        }
    }
}
