import Glibc

/// What the environment says about the terminal. Taken in once, so that tests can say something else.
public struct TerminalEnvironment: Sendable, Hashable {
    /// `TERM`: the terminal's name in terminfo.
    public var type: String
    /// `COLORTERM`: `truecolor` or `24bit` where it shows true colours.
    public var colorType: String
    /// `NO_COLOR` is set and not empty (no-color.org).
    public var refusesColor: Bool
    /// `COLORFGBG`: foreground and background as palette numbers, from terminals that set it.
    public var colors: String
    /// The first of `LC_ALL`, `LC_CTYPE` and `LANG` that is not empty.
    public var locale: String
    /// `VTE_VERSION` is set: a terminal made with GNOME's library.
    public var isVTE: Bool

    /// An environment.
    public init(
        type: String = "", colorType: String = "", refusesColor: Bool = false, colors: String = "",
        locale: String = "", isVTE: Bool = false
    ) {
        self.type = type
        self.colorType = colorType
        self.refusesColor = refusesColor
        self.colors = colors
        self.locale = locale
        self.isVTE = isVTE
    }

    /// What these variables say.
    public init(_ variables: [String: String]) { self.init { variables[$0] } }

    /// What this process's variables say now.
    public static var current: TerminalEnvironment {
        TerminalEnvironment { name in getenv(name).map { String(cString: $0) } }
    }

    private init(_ variable: (String) -> String?) {
        func value(_ name: String) -> String { variable(name) ?? "" }
        self.init(
            type: value("TERM"), colorType: value("COLORTERM"), refusesColor: !value("NO_COLOR").isEmpty,
            colors: value("COLORFGBG"),
            locale: ["LC_ALL", "LC_CTYPE", "LANG"].map(value).first { !$0.isEmpty } ?? "",
            isVTE: !value("VTE_VERSION").isEmpty)
    }

    /// Whether the locale is one that writes UTF-8.
    public var isUTF8: Bool {
        let name = locale.lowercased()
        return name.contains("utf-8") || name.contains("utf8")
    }

    /// Whether true colours are announced.
    public var announcesTrueColor: Bool { ["truecolor", "24bit"].contains(colorType.lowercased()) }

    /// Whether it understands xterm's operating system commands (title, clipboard, notification).
    public var understandsCommands: Bool {
        let families = [
            "xterm", "screen", "tmux", "rxvt", "alacritty", "kitty", "foot", "wezterm", "vte", "gnome", "konsole",
            "st-", "ghostty", "contour", "iterm", "mlterm",
        ]
        return families.contains { type.hasPrefix($0) } || type == "st"
    }
}

extension Theme {
    /// The theme that fits the terminal: no colours where `NO_COLOR` asks for none, light where `COLORFGBG` names a light
    /// background, else dark; line art by the locale.
    public static func suggested(for environment: TerminalEnvironment) -> Theme {
        let art: LineArt = environment.isUTF8 ? .unicode : .ascii
        if environment.refusesColor { return monochrome.with(art: art) }
        let background = environment.colors.split(separator: ";").last.flatMap { Int($0) }
        let isLight = background.map { $0 == 7 || (9...15).contains($0) } ?? false
        return (isLight ? light : dark).with(art: art)
    }
}
