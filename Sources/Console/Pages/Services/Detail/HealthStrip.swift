import Foundation
import Probes
import TerminalUI

/// Which health something had over a stretch of time, one cell for each piece of it: the worst of that piece.
struct HealthStrip {
    /// A health from a moment on; `nil` where nothing was watched.
    struct Period: Equatable {
        let from: Date
        let health: Health?
    }

    /// Oldest first; each lasts until the next begins.
    let periods: [Period]

    /// An endpoint's, from its changes.
    init(_ status: EndpointStatus) {
        var periods: [Period] = []
        if let first = status.changes.first {
            periods.append(Period(from: .distantPast, health: first.from == .unknown ? nil : first.from))
            periods += status.changes.map { Period(from: $0.at, health: $0.to) }
        } else if let since = status.since {
            periods = [Period(from: .distantPast, health: nil), Period(from: since, health: status.health)]
        }
        self.periods = periods
    }

    /// A check's.
    init(_ check: CheckNode) {
        let changes = check.history.map { Period(from: $0.at, health: $0.to) }
        let own = changes.isEmpty ? [Period(from: check.since, health: check.health)] : changes
        periods = [Period(from: .distantPast, health: nil)] + own
    }

    /// The worst health in each of `count` pieces of equal length.
    func cells(_ count: Int, from start: Date, to end: Date) -> [Health?] {
        guard count > 0, start < end else { return [] }
        var cells = [Health?](repeating: nil, count: count)
        let length = end.timeIntervalSince(start) / Double(count)
        for (index, period) in periods.enumerated() {
            guard let health = period.health else { continue }
            let until = index + 1 < periods.count ? periods[index + 1].from : end
            let first = max(0, period.from.timeIntervalSince(start) / length)
            let last = min(Double(count), until.timeIntervalSince(start) / length)
            guard first < Double(count), last > 0, last > first else { continue }
            for cell in Int(first)..<min(count, Int(last.rounded(.up))) {
                cells[cell] = max(cells[cell] ?? health, health)
            }
        }
        return cells
    }

    /// The strip as text, each health in a height and a colour of its own.
    func text(_ count: Int, from start: Date, to end: Date, _ theme: Theme) -> StyledText {
        var text = StyledText.empty
        for health in cells(count, from: start, to: end) {
            text.append(Self.mark(health, theme), health.map { HealthSign($0).style(theme) } ?? theme.dim)
        }
        return text
    }

    /// What each mark means.
    static func legend(_ theme: Theme) -> StyledText {
        let parts = [Health.healthy, .degraded, .unhealthy, .unknown].map { health in
            mark(health, theme).styled(HealthSign(health).style(theme)) + " \(health.rawValue)".styled(theme.dim)
        }
        let unseen = mark(nil, theme).styled(theme.dim) + " not watched".styled(theme.dim)
        return (parts + [unseen]).joined(separator: " ".styled(.plain))
    }

    private static func mark(_ health: Health?, _ theme: Theme) -> String {
        switch health {
        case .healthy: theme.art.levels[1]
        case .degraded: theme.art.levels[4]
        case .unhealthy: theme.art.full
        case .unknown: theme.art.question
        case nil: theme.art.dotSeparator
        }
    }
}
