import Probes
import TerminalUI

/// How a health looks: a sign, a word and a colour, so that it is never colour alone.
struct HealthSign {
    let health: Health

    init(_ health: Health) { self.health = health }

    /// One column.
    func mark(_ art: LineArt) -> String {
        switch health {
        case .healthy: art.dot
        case .degraded: art.triangle
        case .unhealthy: art.cross
        case .unknown: art.question
        }
    }

    func style(_ theme: Theme) -> Style {
        switch health {
        case .healthy: theme.good
        case .degraded: theme.warning
        case .unhealthy: theme.bad
        case .unknown: theme.unknown
        }
    }

    /// Sign and word: `● healthy`.
    func text(_ theme: Theme) -> StyledText {
        StyledText("\(mark(theme.art)) \(health.rawValue)", style(theme))
    }
}
