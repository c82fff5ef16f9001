import Foundation
import TerminalUI
import Traces

/// Which state a breaker had over the last minutes, one cell for each piece of time: the worst of that piece.
struct BreakerStrip {
    /// How far back it looks.
    static let length: TimeInterval = 600

    let breaker: KnownBreaker

    init(_ breaker: KnownBreaker) { self.breaker = breaker }

    /// The worst state in each of `count` pieces; `nil` where nothing is known.
    func cells(_ count: Int, until end: Date) -> [KnownBreaker.State?] {
        var cells = [KnownBreaker.State?](repeating: nil, count: max(0, count))
        guard count > 0 else { return cells }
        let start = end.addingTimeInterval(-Self.length)
        let piece = Self.length / Double(count)
        for (from, state, until) in periods(until: end) where until > start && from < end {
            let first = max(0, Int((from.timeIntervalSince(start) / piece).rounded(.down)))
            let last = min(count - 1, Int((until.timeIntervalSince(start) / piece).rounded(.up)) - 1)
            guard first <= last else { continue }
            for cell in first...last {
                let isWorse = cells[cell].map { BreakerSign($0).badness < BreakerSign(state).badness } ?? true
                if isWorse { cells[cell] = state }
            }
        }
        return cells
    }

    private func periods(until end: Date) -> [(from: Date, state: KnownBreaker.State, until: Date)] {
        var changes = breaker.history.map { (at: $0.at, state: $0.state) }
        if let state = breaker.state, changes.last?.state != state {
            // Its present state is known without the change that led to it.
            changes.append((breaker.since ?? changes.last.map { $0.at } ?? breaker.source.asOf ?? end, state))
        }
        return changes.enumerated().map { place, change in
            (change.at, change.state, place + 1 < changes.count ? changes[place + 1].at : end)
        }
    }

    /// The strip as text, each state in a height and a colour of its own.
    func text(_ count: Int, until end: Date, _ theme: Theme, isQuiet: Bool = false) -> StyledText {
        var text = StyledText.empty
        for state in cells(count, until: end) {
            let style = state.map { BreakerSign($0).style(theme) } ?? theme.dim
            text.append(Self.mark(state, theme), isQuiet ? theme.dim : style)
        }
        return text
    }

    /// What each mark means.
    static func legend(_ theme: Theme) -> StyledText {
        let parts = [KnownBreaker.State.closed, .halfOpen, .open, .disabled].map { state in
            mark(state, theme).styled(BreakerSign(state).style(theme))
                + " \(state.rawValue)".styled(theme.dim)
        }
        return (parts + ["\(theme.art.dotSeparator) not known".styled(theme.dim)]).joined(separator: "  ")
    }

    private static func mark(_ state: KnownBreaker.State?, _ theme: Theme) -> String {
        switch state {
        case .closed: theme.art.levels[1]
        case .halfOpen: theme.art.levels[4]
        case .open, .forcedOpen: theme.art.full
        case .disabled, .metricsOnly: theme.art.ring
        case nil: theme.art.dotSeparator
        }
    }
}
