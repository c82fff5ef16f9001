import TerminalUI
import Traces

/// Where the three parts of the Overview lie. Each has a rule above it; the part with the keys is never squeezed away.
struct OverviewLayout {
    let attention: Rect
    let timeline: Rect
    let rates: Rect

    init(of state: State, in rect: Rect) {
        let wantedRates = min(max(1, state.observation.traces.rates.count) + 1, max(3, rect.height / 3))
        let wantedItems = max(1, state.overview.items.count)
        let room = max(0, rect.height - wantedRates - 3)
        // The timeline keeps at least a third of what is left over, and more when little needs attention.
        let items = min(wantedItems, max(1, room * 2 / 3))
        let parts = Layout.rows(
            of: rect, .fixed(items + 1), .fill(), .fixed(wantedRates + 1))
        attention = parts[0].inset(top: 1)
        timeline = parts[1].inset(top: 1)
        rates = parts[2].inset(top: 1)
    }

    func rect(of pane: OverviewPage.Pane) -> Rect {
        switch pane {
        case .attention: attention
        case .timeline: timeline
        case .rates: rates
        }
    }
}
