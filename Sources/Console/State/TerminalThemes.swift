import ConsoleConfig
import TerminalUI

/// The themes that a terminal can show, among which the config chooses.
struct TerminalThemes: Sendable {
    private let suggested: Theme
    private let isFixed: Bool

    /// What a terminal's environment lets choose among.
    init(_ environment: TerminalEnvironment) {
        // NO_COLOR is the user's word for every program; the config only chooses among colours.
        self.init(suggested: Theme.suggested(for: environment), isFixed: environment.refusesColor)
    }

    /// A choice that suggests a theme.
    init(suggested: Theme, isFixed: Bool = false) {
        self.suggested = suggested
        self.isFixed = isFixed
    }

    func theme(_ setting: ThemeChoice) -> Theme {
        if isFixed { return suggested }
        return switch setting {
        case .auto: suggested
        case .dark: Theme.dark.with(art: suggested.art)
        case .light: Theme.light.with(art: suggested.art)
        case .monochrome: Theme.monochrome.with(art: suggested.art)
        }
    }
}
