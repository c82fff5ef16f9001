import TerminalUI
import Traces

/// How a breaker's state looks: a sign, a word and a colour, so that it is never colour alone.
struct BreakerSign {
    /// `nil` for a state that nobody understands.
    let state: KnownBreaker.State?

    init(_ state: KnownBreaker.State?) { self.state = state }

    /// One column.
    func mark(_ art: LineArt) -> String {
        switch state {
        case .open, .forcedOpen: art.diamond
        case .halfOpen: art.halfDiamond
        case .closed: art.dot
        case .disabled, .metricsOnly: art.ring
        case nil: art.question
        }
    }

    func style(_ theme: Theme) -> Style {
        switch state {
        case .open, .forcedOpen: theme.bad
        case .halfOpen: theme.warning
        case .closed: theme.good
        case .disabled, .metricsOnly, nil: theme.unknown
        }
    }

    var word: String { state?.rawValue ?? "UNKNOWN" }

    /// Sign and word: `◆ OPEN`.
    func text(_ theme: Theme) -> StyledText { "\(mark(theme.art)) \(word)".styled(style(theme)) }

    /// Higher is worse.
    var badness: Int {
        switch state {
        case .open: 5
        case .forcedOpen: 4
        case .halfOpen: 3
        case .disabled: 2
        case .metricsOnly, nil: 1
        case .closed: 0
        }
    }
}
