import Foundation
import Probes
import TerminalUI

/// How the state of a row is shown: its sign, its word, and whether all of the row steps back.
struct StateLook {
    let mark: String
    let word: String
    let style: Style
    /// Stale or muted: nothing of the row shouts.
    let isQuiet: Bool

    /// A health without more to say about it.
    init(_ health: Health, _ theme: Theme, isQuiet: Bool = false) {
        let sign = HealthSign(health)
        self.init(
            mark: sign.mark(theme.art), word: health.rawValue, style: isQuiet ? theme.dim : sign.style(theme),
            isQuiet: isQuiet)
    }

    /// An endpoint: `stale` and `flapping` come before its health, because that cannot be trusted then.
    init(_ status: EndpointStatus, isMuted: Bool, now: Date, _ theme: Theme) {
        if status.isStale(at: now) {
            self.init(
                mark: theme.art.question, word: "stale", style: isMuted ? theme.dim : theme.unknown, isQuiet: true)
        } else if status.isFlapping {
            self.init(
                mark: HealthSign(status.health).mark(theme.art), word: "flapping",
                style: isMuted ? theme.dim : theme.warning, isQuiet: isMuted)
        } else {
            self.init(status.health, theme, isQuiet: isMuted)
        }
    }

    private init(mark: String, word: String, style: Style, isQuiet: Bool) {
        (self.mark, self.word, self.style, self.isQuiet) = (mark, word, style, isQuiet)
    }

    /// `● healthy`.
    var text: StyledText { StyledText("\(mark) \(word)", style) }

    /// A style of something else in the row.
    func tone(_ style: Style, _ theme: Theme) -> Style { isQuiet ? theme.dim : style }
}
