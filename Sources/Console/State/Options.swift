import ConsoleConfig
import Foundation
import TerminalUI

/// What does not change by what is observed: who sits here, and how the screen looks.
public struct Options: Sendable {
    /// Shown at the top left: the config's name.
    public var title: String
    /// Who acts.
    public var operatorName: String
    /// Nothing can be changed from this console.
    public var isReadOnly: Bool
    /// The command line said so, whatever the config says later.
    public let isReadOnlyByCommand: Bool
    public var theme: Theme
    /// What the terminal lets the config choose among.
    var themes: TerminalThemes
    /// The zone of all times shown.
    public var zone: ClockZone

    /// Options of a console; the theme's line art decides between Unicode and ASCII.
    public init(
        title: String = "", operatorName: String = "operator", isReadOnly: Bool = false,
        isReadOnlyByCommand: Bool = false,
        theme: Theme = .dark,
        zone: ClockZone = .machine
    ) {
        self.init(
            title: title, operatorName: operatorName, isReadOnly: isReadOnly, isReadOnlyByCommand: isReadOnlyByCommand,
            theme: TerminalThemes(suggested: theme), configured: .auto, zone: zone)
    }

    /// Options whose theme the config chooses among what the terminal can show.
    init(
        title: String, operatorName: String, isReadOnly: Bool, isReadOnlyByCommand: Bool, theme themes: TerminalThemes,
        configured: ThemeChoice, zone: ClockZone = .machine
    ) {
        self.title = title
        self.operatorName = operatorName
        self.isReadOnly = isReadOnly || isReadOnlyByCommand
        self.isReadOnlyByCommand = isReadOnlyByCommand
        self.themes = themes
        theme = themes.theme(configured)
        self.zone = zone
    }

    var clock: ClockText { ClockText(zone: zone) }
}
