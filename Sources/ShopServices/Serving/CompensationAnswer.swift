/// What a service answers when it was asked to undo something.
struct CompensationAnswer: Codable, Sendable {
    /// `undone`, `already_undone` or `never_happened`: all three are success.
    let outcome: String
}

extension EffectLedger.Compensation {
    var answer: CompensationAnswer {
        switch self {
        case .undo: CompensationAnswer(outcome: "undone")
        case .alreadyUndone: CompensationAnswer(outcome: "already_undone")
        case .neverHappened: CompensationAnswer(outcome: "never_happened")
        }
    }
}
