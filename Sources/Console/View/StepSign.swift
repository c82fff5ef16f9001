import TerminalUI
import Traces

/// How a step's state looks: a sign, a word and a colour, so that it is never colour alone.
struct StepSign {
    let state: KnownSaga.Step.State

    init(_ state: KnownSaga.Step.State) { self.state = state }

    /// One column.
    func mark(_ art: LineArt) -> String {
        switch state {
        case .pending: art.ring
        case .running: art.play
        case .succeeded: art.dot
        case .failed: art.cross
        case .unknown: art.question
        case .skipped: "-"
        case .compensating: art.undoing
        case .compensated: art.back
        case .compensationFailed: art.exclamation
        }
    }

    func style(_ theme: Theme) -> Style {
        switch state {
        case .pending, .skipped: theme.dim
        case .running: theme.info
        case .succeeded: theme.good
        case .failed, .compensationFailed: theme.bad
        case .unknown: theme.unknown
        case .compensating, .compensated: theme.warning
        }
    }

    /// `▶ running`.
    func text(_ theme: Theme) -> StyledText { "\(mark(theme.art)) \(state.rawValue)".styled(style(theme)) }

    /// A sign for each step, at most `width` of them; the rest is counted.
    static func bar(_ steps: [KnownSaga.Step], width: Int, _ theme: Theme, isQuiet: Bool = false) -> StyledText {
        var bar = StyledText.empty
        let shown = steps.count <= width ? steps.count : max(0, width - 4)
        for step in steps.prefix(shown) {
            let sign = StepSign(step.state)
            bar.append(sign.mark(theme.art), isQuiet ? theme.dim : sign.style(theme))
        }
        if shown < steps.count { bar.append("+\(steps.count - shown)", theme.dim) }
        return bar
    }
}
