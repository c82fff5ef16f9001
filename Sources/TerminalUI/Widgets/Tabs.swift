/// A row of numbered names, of which one is open.
public struct Tabs: Widget, Sendable, Hashable {
    /// One tab.
    public struct Item: Sendable, Hashable {
        /// The key that opens it.
        public var key: String
        /// Its name.
        public var title: String
        /// A short remark after the name, as a count; drawn as a warning.
        public var badge: String

        /// A tab.
        public init(key: String, title: String, badge: String = "") {
            self.key = key
            self.title = title
            self.badge = badge
        }
    }

    /// The tabs, left to right.
    public var items: [Item]
    /// The open one.
    public var active: Int

    /// A row of tabs.
    public init(_ items: [Item], active: Int) {
        self.items = items
        self.active = active
    }

    /// Draws the tabs on the first line of `rect`.
    public func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        frame.fill(rect.row(0))
        for (index, place) in places(in: rect).enumerated() where !place.isEmpty {
            let style = index == active ? theme.activeTab : theme.tab
            frame.put(
                label(index, width: place.width, theme: theme).styled(style), at: place.origin, width: place.width)
        }
    }

    /// Where each tab is: for clicks. Where not all fit, names of tabs that are not open are left out, from the right.
    public func places(in rect: Rect) -> [Rect] {
        var widths = items.map { fullWidth($0) }
        for index in items.indices.reversed() where index != active && widths.reduce(0, +) > rect.width {
            widths[index] = DisplayWidth.of(items[index].key) + 2
        }
        var x = rect.x
        return widths.map { width in
            defer { x += width }
            return Rect(x: x, y: rect.y, width: width, height: 1).intersection(rect)
        }
    }

    private func fullWidth(_ item: Item) -> Int {
        let badge = item.badge.isEmpty ? 0 : DisplayWidth.of(item.badge) + 1
        return DisplayWidth.of(item.key) + DisplayWidth.of(item.title) + badge + 3
    }

    private func label(_ index: Int, width: Int, theme: Theme) -> StyledText {
        let item = items[index]
        var text: StyledText = " "
        text.append(item.key, index == active ? theme.activeTab : theme.key)
        guard width >= fullWidth(item) || index == active else { return text + " " }
        text.append(" " + item.title)
        if !item.badge.isEmpty { text.append(" " + item.badge, index == active ? theme.activeTab : theme.warning) }
        return text + " "
    }
}
