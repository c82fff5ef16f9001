import TerminalUI

/// How a saga's status looks: a sign, a word and a colour, so that it is never colour alone.
struct SagaSign {
    let status: KnownSaga.Status?
    /// The word as its source writes it.
    let word: String

    init(_ status: KnownSaga.Status?, word: String) {
        self.status = status
        self.word = word
    }

    init(_ saga: KnownSaga) { self.init(saga.status, word: saga.statusWord) }

    /// One column.
    func mark(_ art: LineArt) -> String {
        switch status {
        case .running: art.play
        case .waiting: art.ring
        case .compensating: art.undoing
        case .completed: art.check
        case .compensated: art.back
        case .needsAttention: art.exclamation
        case .abandoned: art.cross
        case nil: art.question
        }
    }

    func style(_ theme: Theme) -> Style {
        switch status {
        case .running: theme.info
        case .waiting, .compensating: theme.warning
        case .completed: theme.good
        case .compensated: theme.dim
        case .needsAttention, .abandoned: theme.bad
        case nil: theme.unknown
        }
    }

    /// `! needs_attention`.
    func text(_ theme: Theme) -> StyledText { "\(mark(theme.art)) \(word)".styled(style(theme)) }
}
