import Foundation
import Probes
import TerminalUI
import Traces

/// The line at the top: how all of it is, in a few numbers, and the time.
struct HeaderView: Widget {
    let state: State

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        frame.fill(rect, style: theme.bar)
        let clock = state.options.clock.time(state.now)
        var right = StyledText.empty
        if let since = state.pausedAt {
            right.append(" paused at \(state.options.clock.time(since)) ", theme.warning.adding([.bold, .reverse]))
        }
        if state.options.isReadOnly { right.append(" read-only ", theme.warning) }
        right.append(" \(clock) ")
        let rightWidth = min(right.width, rect.width)
        let left = parts(theme, width: rect.width - rightWidth - 1)
        frame.put(left, at: rect.origin, width: rect.width - rightWidth, style: theme.bar)
        frame.put(right, at: Point(x: rect.maxX - rightWidth, y: rect.y), width: rightWidth, style: theme.bar)
    }

    /// As many parts as fit whole; what is left out first is what matters least.
    private func parts(_ theme: Theme, width: Int) -> StyledText {
        let separator = " \(theme.art.vertical) ".styled(theme.border)
        var text = StyledText(" fusebox", theme.bar.bold)
        if !state.options.title.isEmpty { text.append(" \(state.options.title)") }
        for part in [services(theme), breakers(theme), sagas(theme), spans(theme)] where !part.isEmpty {
            let longer = text + separator + part
            guard longer.width <= width else { continue }
            text = longer
        }
        return text
    }

    private func services(_ theme: Theme) -> StyledText {
        let counts = state.observation.probes.serviceCounts()
        let total = counts.values.reduce(0, +)
        guard total > 0 else { return "no services" }
        var text = StyledText(CountText.of(total, "service"))
        for health in [Health.healthy, .degraded, .unhealthy, .unknown] {
            guard let count = counts[health], count > 0 else { continue }
            let sign = HealthSign(health)
            text.append(" \(sign.mark(theme.art))\(count)", sign.style(theme))
        }
        return text
    }

    private func breakers(_ theme: Theme) -> StyledText {
        let board = state.observation.board
        let (open, half) = (board.open, board.halfOpen)
        guard open + half > 0 else { return board.current == 0 ? .empty : "breakers all closed" }
        var text = StyledText("breakers")
        if open > 0 { text.append(" \(open) open", theme.bad) }
        if half > 0 { text.append(" \(half) half-open", theme.warning) }
        return text
    }

    private func sagas(_ theme: Theme) -> StyledText {
        guard state.observation.sagas.total > 0 else { return .empty }
        let (running, stuck) = state.sagaTally
        var text = StyledText("sagas \(CountText.short(running)) running")
        if stuck > 0 { text.append(" \(CountText.short(stuck)) stuck", theme.bad) }
        return text
    }

    private func spans(_ theme: Theme) -> StyledText {
        let totals = state.observation.traces.totals
        guard totals.lines > 0 else { return .empty }
        return StyledText("\(CountText.rate(totals.spansPerSecond)) spans/s")
    }
}
