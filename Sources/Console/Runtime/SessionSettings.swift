import ConsoleConfig
import Foundation
import TerminalUI

/// What a session is started with: the config, and what the command line says on top of it.
public struct SessionSettings: Sendable {
    public var config: ConsoleConfig
    /// How the config's file was read, to follow it while running; `nil` for one that is made up, as the demo's.
    public var reading: ConfigReading?
    /// Shown at the top left.
    public var title: String
    /// Nothing can be changed, whatever the config says.
    public var isReadOnly: Bool
    /// The page that is shown first.
    public var page: Page
    /// The filter of the first page, as typed.
    public var filter: String

    /// Settings for a config.
    public init(
        config: ConsoleConfig, reading: ConfigReading? = nil, title: String = "", isReadOnly: Bool = false,
        page: Page = .overview, filter: String = ""
    ) {
        self.config = config
        self.reading = reading
        self.title = title
        self.isReadOnly = isReadOnly
        self.page = page
        self.filter = filter
    }

    /// The options of the screen on a terminal.
    func options(_ environment: TerminalEnvironment) -> Options {
        Options(
            title: title, operatorName: config.operator.name, isReadOnly: config.operator.readOnly,
            isReadOnlyByCommand: isReadOnly,
            theme: theme(environment))
    }

    private func theme(_ environment: TerminalEnvironment) -> Theme {
        let suggested = Theme.suggested(for: environment)
        // NO_COLOR is the user's word for every program; the config only chooses among colours.
        if environment.refusesColor { return suggested }
        switch config.theme {
        case .auto: return suggested
        case .dark: return Theme.dark.with(art: suggested.art)
        case .light: return Theme.light.with(art: suggested.art)
        case .monochrome: return Theme.monochrome.with(art: suggested.art)
        }
    }

    /// A console that has seen nothing yet.
    func state(size: Size, now: Date, environment: TerminalEnvironment) -> State {
        let alerts = config.alerts
        let policy = AlertPolicy(
            isEnabled: alerts.bell || alerts.desktop != .off || !alerts.command.isEmpty,
            settle: alerts.settle.seconds, minimumInterval: alerts.minimumInterval.seconds,
            includesWarnings: alerts.minimumHealth == .degraded)
        var state = State(options: options(environment), size: size, now: now, page: page, alerts: policy)
        state.overview.permanentMutes = Set(config.services.filter(\.mute).map(\.name))
        return state
    }
}
