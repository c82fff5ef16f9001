import Foundation
import Probes

/// A row as one line of plain text, for a chat or a ticket.
struct ServiceLine {
    let state: State

    /// `payments unhealthy for 42 s: connection refused (last 12 ms, p99 210 ms, http://127.0.0.1:18083/health)`.
    func text(_ row: ServiceRow) -> String {
        switch row.subject {
        case .service(let summary):
            return "\(summary.name) \(summary.health.rawValue)\(age(summary.since)): \(summary.reason)"
        case .endpoint(let status):
            return "\(endpoint(status)): \(status.reason) (\(figures(status).joined(separator: ", ")))"
        case .check(let check, let status):
            let title = state.observation.title(of: status.id)
            let detail = check.detail.isEmpty ? "" : ": \(check.detail)"
            return "\(title) \(check.id.joined(separator: "/")) \(check.health.rawValue)\(age(check.since))\(detail)"
        }
    }

    private func endpoint(_ status: EndpointStatus) -> String {
        var text = "\(state.observation.title(of: status.id)) \(status.health.rawValue)\(age(status.since))"
        if status.isFlapping { text += ", flapping" }
        if status.isStale(at: state.moment) { text += ", stale" }
        return text
    }

    private func figures(_ status: EndpointStatus) -> [String] {
        var figures: [String] = []
        if let code = status.statusCode { figures.append("status \(code)") }
        if let last = status.newestLatency { figures.append("last \(DurationText.short(last))") }
        if let p99 = status.latency.p99 { figures.append("p99 \(DurationText.short(p99))") }
        return figures + [status.endpoint.target.description]
    }

    private func age(_ since: Date?) -> String {
        since.map { " for \(DurationText.age(seconds: state.moment.timeIntervalSince($0)))" } ?? ""
    }
}
