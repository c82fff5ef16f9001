import TerminalUI

/// The pages' names, with what needs attention beside the Overview's.
struct TabsView: Widget {
    let state: State

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        frame.draw(Self.tabs(of: state), in: rect, theme: theme)
    }

    /// The tabs, for drawing and for clicks.
    static func tabs(of state: State) -> Tabs {
        let pages = Page.allCases
        let items = pages.map { page in
            let count = page == .overview ? state.overview.items.count : 0
            return Tabs.Item(
                key: String(page.rawValue), title: page.title, badge: count > 0 ? CountText.short(count) : "")
        }
        return Tabs(items, active: pages.firstIndex(of: state.page) ?? 0)
    }
}
