import Foundation
import Probes
import TerminalUI

/// What stands in a row's columns.
struct ServiceCells {
    let state: State
    let theme: Theme
    let columns: ServicesColumns

    func row(_ row: ServiceRow) -> Tree.Row {
        switch row.subject {
        case .service(let summary): service(summary, row.position)
        case .endpoint(let status): endpoint(status, row)
        case .check(let check, let status): self.check(check, of: status, row.position)
        }
    }

    private var now: Date { state.moment }

    private func age(_ since: Date?) -> String {
        since.map { DurationText.age(seconds: now.timeIntervalSince($0)) } ?? ""
    }

    // MARK: - An endpoint

    private func endpoint(_ status: EndpointStatus, _ row: ServiceRow) -> Tree.Row {
        let muted = state.muteWords(status.id)
        let look = StateLook(status, isMuted: muted != nil, now: now, theme)
        var label = row.name.styled(look.tone(row.position.depth == 0 ? theme.accent : .plain, theme))
        if let muted, !columns.showsReason { label.append(" muted \(muted.replacing("until ", with: ""))", theme.info) }
        let cells = columns.kinds.map { kind -> StyledText in
            switch kind {
            case .state: look.text
            case .since:
                age(status.isStale(at: now) ? status.lastResultAt : status.since).styled(look.tone(.plain, theme))
            case .last: latency(status.newestLatency, of: status, look)
            case .p50: latency(status.latency.p50, of: status, look)
            case .p99: latency(status.latency.p99, of: status, look)
            case .trend: trend(status).styled(look.tone(theme.info, theme))
            case .fiveMinutes: uptime(status.uptime.fiveMinutes, look)
            case .hour: uptime(status.uptime.hour, look)
            case .day: uptime(status.uptime.day, look)
            case .next: next(status)
            case .code: code(status, look)
            case .reason: EndpointNotes(status, state: state).line(theme, look)
            }
        }
        return Tree.Row(row.position, label, cells: cells)
    }

    private func latency(_ latency: Duration?, of status: EndpointStatus, _ look: StateLook) -> StyledText {
        guard let latency else { return "-".styled(theme.dim) }
        let isSlow = latency > status.endpoint.degradedAbove
        return DurationText.short(latency).styled(look.tone(isSlow ? theme.warning : .plain, theme))
    }

    private func trend(_ status: EndpointStatus) -> String {
        Sparkline(status.recentLatencies.map { $0?.seconds }).text(width: 12, art: theme.art)
    }

    private func uptime(_ share: Double?, _ look: StateLook) -> StyledText {
        guard let share else { return "-".styled(theme.dim) }
        let style = share >= 0.999 ? theme.dim : share >= 0.9 ? theme.warning : theme.bad
        return CountText.uptime(share).styled(look.tone(style, theme))
    }

    private func next(_ status: EndpointStatus) -> StyledText {
        guard !state.isPaused, let next = status.nextProbe else { return .empty }
        let seconds = next.timeIntervalSince(now)
        return seconds <= 0
            ? "probing".styled(theme.info) : DurationText.age(seconds: seconds.rounded(.up)).styled(theme.dim)
    }

    private func code(_ status: EndpointStatus, _ look: StateLook) -> StyledText {
        guard let code = status.statusCode else { return .empty }
        return "\(code)".styled(look.tone((200..<400).contains(code) ? theme.dim : theme.bad, theme))
    }

    // MARK: - Several instances, and a check

    private func service(_ summary: ServiceSummary, _ position: TreePosition) -> Tree.Row {
        let isQuiet = summary.instances.allSatisfy { state.isMuted($0.id) || $0.isStale(at: now) }
        let look = StateLook(summary.health, theme, isQuiet: isQuiet)
        let label =
            summary.name.styled(look.tone(theme.accent, theme))
            + " \(theme.art.isASCII ? "x" : "×")\(summary.instances.count)".styled(theme.dim)
        let quiet = look.tone(.plain, theme)
        let cells = columns.kinds.map { kind -> StyledText in
            switch kind {
            case .state: look.text
            case .since: age(summary.since).styled(quiet)
            case .last: worst(summary.last, quiet)
            case .p50: worst(summary.p50, quiet)
            case .p99: worst(summary.p99, quiet)
            case .fiveMinutes: uptime(summary.uptime.fiveMinutes, look)
            case .hour: uptime(summary.uptime.hour, look)
            case .day: uptime(summary.uptime.day, look)
            case .trend, .next, .code: .empty
            case .reason: summary.reason.styled(look.tone(summary.health == .healthy ? theme.dim : .plain, theme))
            }
        }
        return Tree.Row(position, label, cells: cells)
    }

    private func worst(_ latency: Duration?, _ style: Style) -> StyledText {
        latency.map { DurationText.short($0).styled(style) } ?? "-".styled(theme.dim)
    }

    private func check(_ check: CheckNode, of status: EndpointStatus, _ position: TreePosition) -> Tree.Row {
        // A failed probe leaves the checks of the answer before it: they are old news then.
        let isOld = status.isStale(at: now) || status.newestLatency == nil && !status.recent.isEmpty
        let look = StateLook(
            check.health, theme, isQuiet: isOld || state.isMuted(status.id))
        let cells = columns.kinds.map { kind -> StyledText in
            switch kind {
            case .state: return look.text
            case .since: return age(check.since).styled(look.tone(.plain, theme))
            case .reason:
                let old = isOld ? "as last answered" + (check.detail.isEmpty ? "" : ": ") : ""
                let style = look.tone(check.health == .healthy ? theme.dim : .plain, theme)
                return old.styled(theme.dim) + check.detail.styled(style)
            default: return .empty
            }
        }
        return Tree.Row(position, check.name.styled(look.tone(.plain, theme)), cells: cells)
    }
}
