/// How the console says that something new needs attention. Everything is off unless written.
public struct AlertsConfig: Sendable, Equatable {
    /// Rings the terminal's bell.
    public var bell: Bool
    /// The escape sequence of a desktop notification.
    public var desktop: DesktopNotification
    /// A program and its arguments, started without a shell, the alert as JSON on its standard input; empty: none.
    public var command: [String]
    /// Time that `command` may take before it is ended, 100 ms to 10 min.
    public var commandTimeout: Duration
    /// The mildest health that alerts.
    public var minimumHealth: AlertThreshold
    /// At most one alert in this time, 0 s to 1 d; what comes between is summed up in the next.
    public var minimumInterval: Duration
    /// How long something must stay wrong before it alerts, and right before it may alert again, 0 s to 1 d.
    public var settle: Duration

    /// All off.
    public init(
        bell: Bool = false, desktop: DesktopNotification = .off, command: [String] = [],
        commandTimeout: Duration = .seconds(10), minimumHealth: AlertThreshold = .unhealthy,
        minimumInterval: Duration = .seconds(30), settle: Duration = .seconds(10)
    ) {
        self.bell = bell
        self.desktop = desktop
        self.command = command
        self.commandTimeout = commandTimeout
        self.minimumHealth = minimumHealth
        self.minimumInterval = minimumInterval
        self.settle = settle
    }
}

/// The escape sequence that a terminal turns into a desktop notification.
public enum DesktopNotification: String, Sendable, CaseIterable {
    /// None.
    case off
    /// iTerm2, WezTerm, kitty, Windows Terminal: a text.
    case osc9
    /// urxvt, foot, Ghostty: a title and a text.
    case osc777
}

/// The mildest health that alerts.
public enum AlertThreshold: String, Sendable, CaseIterable {
    /// Degraded and worse.
    case degraded
    /// Unhealthy only.
    case unhealthy
}

/// The colours of the screen.
public enum ThemeChoice: String, Sendable, CaseIterable {
    /// As the terminal's background says; dark where it says nothing.
    case auto
    /// For a dark background.
    case dark
    /// For a light background.
    case light
    /// No colours at all, as `NO_COLOR` asks.
    case monochrome
}
