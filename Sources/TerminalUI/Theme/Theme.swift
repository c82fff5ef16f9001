/// How the roles of a screen look: one style for each, in one of three sets.
///
/// A page never names a colour: it asks for `theme.bad`. No state may be colour alone; `monochrome` shows what is left.
public struct Theme: Sendable, Hashable {
    /// Its name, as options and config give it.
    public var name: String
    /// The characters that lines and marks are drawn with.
    public var art: LineArt = .unicode

    /// Whatever has no other role.
    public var text: Style
    /// Less important, or stale.
    public var dim: Style
    /// The one thing to see in a line: names, numbers.
    public var accent: Style
    /// Headings of parts of a page.
    public var title: Style
    /// Headings of columns.
    public var header: Style
    /// The line at the top.
    public var bar: Style
    /// Rules, boxes, guides.
    public var border: Style
    /// Healthy, closed, completed.
    public var good: Style
    /// Degraded, half open, slow.
    public var warning: Style
    /// Unhealthy, open, failed.
    public var bad: Style
    /// Neither good nor bad: running, pending.
    public var info: Style
    /// Not known.
    public var unknown: Style
    /// The line that the cursor is on. Drawn over whatever the line has; see ``select(_:)``.
    public var selection: Style
    /// The cursor's line where another part has the keys.
    public var weakSelection: Style
    /// What a filter or search has found.
    public var match: Style
    /// A key in the footer and in help.
    public var key: Style
    /// The tab that is open.
    public var activeTab: Style
    /// The other tabs.
    public var tab: Style
    /// A dialog's ground.
    public var dialog: Style
    /// Where text is typed.
    public var input: Style
    /// Colours for things told apart by nothing else than being different, as services in a waterfall.
    public var series: [Style]
    /// What stands for the terminal's own colours where there is no terminal, 0xRRGGBB.
    public var paper: UInt32, ink: UInt32

    /// For terminals with a dark background.
    public static let dark = ThemeColors.dark.theme
    /// For terminals with a light background.
    public static let light = ThemeColors.light.theme

    /// The theme of that name: `dark`, `light` or `monochrome`.
    public init?(named name: String) {
        switch name {
        case "dark": self = .dark
        case "light": self = .light
        case "monochrome": self = .monochrome
        default: return nil
        }
    }

    /// The names that ``init(named:)`` knows.
    public static let names = ["dark", "light", "monochrome"]

    /// The same theme with other line art.
    public func with(art: LineArt) -> Theme {
        var theme = self
        theme.art = art
        return theme
    }

    /// How a style looks on the line of the cursor: its colours stay where they can be read there.
    public func select(_ style: Style, strongly: Bool = true) -> Style {
        let selection = strongly ? self.selection : weakSelection
        if selection.attributes.contains(.reverse) {
            return Style(style.foreground, on: style.background, style.attributes.union(selection.attributes))
        }
        return Style(
            style.foreground == .terminal ? selection.foreground : style.foreground, on: selection.background,
            style.attributes.subtracting(.dim).union(selection.attributes))
    }

    /// Another style for each number, over and over.
    public func series(_ number: Int) -> Style {
        series.isEmpty ? text : series[abs(number % series.count)]
    }

    init(
        name: String, text: Style, dim: Style, accent: Style, title: Style, header: Style, bar: Style, border: Style,
        good: Style, warning: Style, bad: Style, info: Style, unknown: Style, selection: Style, weakSelection: Style,
        match: Style, key: Style, activeTab: Style, tab: Style, dialog: Style, input: Style, series: [Style],
        paper: UInt32, ink: UInt32
    ) {
        self.name = name
        self.text = text
        self.dim = dim
        self.accent = accent
        self.title = title
        self.header = header
        self.bar = bar
        self.border = border
        self.good = good
        self.warning = warning
        self.bad = bad
        self.info = info
        self.unknown = unknown
        self.selection = selection
        self.weakSelection = weakSelection
        self.match = match
        self.key = key
        self.activeTab = activeTab
        self.tab = tab
        self.dialog = dialog
        self.input = input
        self.series = series
        self.paper = paper
        self.ink = ink
    }
}
