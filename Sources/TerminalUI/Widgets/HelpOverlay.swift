/// All keys in groups, in as many columns as fit, scrolled where they do not.
public struct HelpOverlay: Widget, Sendable, Hashable {
    /// Keys that belong together.
    public struct Group: Sendable, Hashable {
        /// What they are for.
        public var title: String
        /// Keys and what each does.
        public var entries: [Entry]

        /// A group.
        public init(_ title: String, _ entries: [Entry]) {
            self.title = title
            self.entries = entries
        }
    }

    /// A line of help.
    public struct Entry: Sendable, Hashable {
        /// The keys.
        public var keys: String
        /// What they do.
        public var description: String
        /// Whether it can be done now; drawn dim where not.
        public var isEnabled: Bool

        /// A line of help.
        public init(_ keys: String, _ description: String, isEnabled: Bool = true) {
            self.keys = keys
            self.description = description
            self.isEnabled = isEnabled
        }
    }

    /// What it is help for.
    public var title: StyledText
    /// The groups, in order.
    public var groups: [Group]
    /// The first line on screen; more than there are counts as the last.
    public var top: Int

    /// Help.
    public init(title: StyledText, groups: [Group], top: Int = 0) {
        self.title = title
        self.groups = groups
        self.top = top
    }

    /// Draws the help over all of `rect`.
    public func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let place = rect.inset(by: rect.width > 70 && rect.height > 18 ? 1 : 0)
        frame.fill(place, style: theme.dialog)
        let room = frame.box(place, title: title.styled(theme.title), style: theme.border.over(theme.dialog))
            .inset(left: 1)
        guard !room.isEmpty else { return }
        let columns = self.columns(width: room.width - 1, theme: theme)
        let count = columns.map(\.count).max() ?? 0
        let top = max(0, min(self.top, count - room.height))
        let places = Layout.columns(
            of: room.inset(right: 1), Array(repeating: .fill(), count: columns.count), gap: 2)
        for (lines, place) in zip(columns, places) {
            for (y, line) in lines.dropFirst(top).prefix(room.height).enumerated() {
                frame.put(line, at: Point(x: place.x, y: place.y + y), width: place.width, style: theme.dialog)
            }
        }
        if count > room.height {
            let bar = Rect(x: room.maxX - 1, y: room.y, width: 1, height: room.height)
            ScrollBar(count: count, top: top, height: room.height).render(in: bar, on: &frame, theme: theme)
        }
    }

    /// Lines that can be scrolled to in a rectangle of this size.
    public func lastTop(in size: Size, theme: Theme) -> Int {
        let inset = size.width > 70 && size.height > 18 ? 2 : 0
        let count = columns(width: size.width - inset - 4, theme: theme).map(\.count).max() ?? 0
        return max(0, count - (size.height - inset - 2))
    }

    /// The groups dealt out to columns of about 36 cells, in order and about equally long.
    private func columns(width: Int, theme: Theme) -> [[StyledText]] {
        let number = max(1, min((width + 2) / 38, groups.count))
        let room = (width - 2 * (number - 1)) / number
        let blocks = groups.map { lines(of: $0, width: room, theme: theme) }
        let total = blocks.reduce(0) { $0 + $1.count + 1 }
        var columns: [[StyledText]] = [[]]
        var used = 0
        for block in blocks {
            if columns.count < number, used + block.count / 2 >= total * columns.count / number {
                columns.append([])
            }
            if columns[columns.count - 1].isEmpty == false { columns[columns.count - 1].append(.empty) }
            columns[columns.count - 1] += block
            used += block.count + 1
        }
        return columns
    }

    /// A group's lines; sentences that are longer than their column go on below themselves.
    private func lines(of group: Group, width room: Int, theme: Theme) -> [StyledText] {
        let width = min(14, group.entries.map { DisplayWidth.of($0.keys) }.max() ?? 0)
        return [group.title.styled(theme.title)]
            + group.entries.flatMap { entry -> [StyledText] in
                let keys = entry.keys.styled(entry.isEnabled ? theme.key : theme.dim)
                let indent = max(width, keys.width) + 2
                let words = entry.description.styled(entry.isEnabled ? theme.text : theme.dim)
                return TextWrap.lines(of: words, width: max(8, room - indent)).enumerated().map { number, line in
                    let before = number == 0 ? keys : .empty
                    return before + StyledText(String(repeating: " ", count: indent - before.width)) + line
                }
            }
    }
}
