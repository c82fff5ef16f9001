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
            theme: TerminalThemes(environment), configured: config.theme)
    }

    /// A console that has seen nothing yet.
    func state(size: Size, now: Date, environment: TerminalEnvironment) -> State {
        let alerts = AlertPolicy(config.alerts)
        var state = State(options: options(environment), size: size, now: now, page: page, alerts: alerts)
        state.overview.permanentMutes = Set(config.services.filter(\.mute).map(\.name))
        return state
    }
}

extension AlertPolicy {
    /// When to ring, as the config says.
    init(_ config: AlertsConfig) {
        self.init(
            isEnabled: config.bell || config.desktop != .off || !config.command.isEmpty,
            settle: config.settle.seconds, minimumInterval: config.minimumInterval.seconds,
            includesWarnings: config.minimumHealth == .degraded)
    }
}
