import Foundation
import Probes
import TerminalUI

extension ServiceDetail {
    /// Answers that are listed; more would push what follows out of reach.
    private static let answers = 15
    private static let changes = 20

    /// The last answers, newest first.
    func addAnswers(_ status: EndpointStatus, to text: inout DetailText) {
        guard !status.recent.isEmpty else { return }
        text.heading("Last answers", "newest first")
        for probe in status.recent.suffix(Self.answers).reversed() {
            text.row(
                [
                    (clock.time(probe.at).styled(theme.dim), 8), (HealthSign(probe.health).text(theme), 11),
                    (
                        DetailText.trailing(probe.latency.map { StyledText(span($0)) } ?? "-".styled(theme.dim), in: 7),
                        7
                    ),
                    (DetailText.trailing(StyledText(probe.statusCode.map(String.init) ?? ""), in: 3), 3),
                ], last: probe.reason.styled(probe.health == .healthy ? theme.dim : .plain))
        }
    }

    /// Latencies as bars.
    func addPlot(_ status: EndpointStatus, to text: inout DetailText) {
        guard !status.recent.isEmpty else { return }
        text.heading(
            "Latency",
            "of the last \(CountText.of(status.recent.count, "probe")), "
                + "degraded above \(DurationText.setting(status.endpoint.degradedAbove))")
        let plot = LatencyPlot(probes: status.recent, theme: theme, clock: clock)
        for line in plot.lines(width: width, height: 6) { text.line(line) }
    }

    /// The last hour and the last day as strips, and each change.
    func addHistory(_ status: EndpointStatus, to text: inout DetailText) {
        guard status.since != nil else { return }
        text.heading("State")
        let strip = HealthStrip(status)
        let count = max(10, min(width - 10, 120))
        for (name, seconds) in [("last hour", 3_600.0), ("last day", 86_400.0)] {
            text.line(
                DetailText.padded(name.styled(theme.dim), to: 10, theme.art)
                    + strip.text(count, from: now.addingTimeInterval(-seconds), to: now, theme))
        }
        text.line(HealthStrip.legend(theme))
        guard !status.changes.isEmpty else {
            text.line("no change in the last 24 hours".styled(theme.dim))
            return
        }
        for change in status.changes.suffix(Self.changes).reversed() {
            let arrow = " \(theme.art.arrow) ".styled(theme.dim)
            text.line(
                "\(clock.moment(change.at, now: now))  ".styled(theme.dim) + change.from.rawValue.styled(theme.dim)
                    + arrow
                    + HealthSign(change.to).text(theme) + "  ".styled(.plain)
                    + (change.to == .healthy ? .empty : StyledText(change.reason)))
        }
        let older = status.changes.count - Self.changes
        if older > 0 { text.line("and \(CountText.of(older, "change")) before".styled(theme.dim)) }
    }
}
