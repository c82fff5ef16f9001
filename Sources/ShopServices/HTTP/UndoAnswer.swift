import Sagas

/// What a service answers when it was asked to undo something. All of them are success.
struct UndoAnswer: Codable, Sendable, Equatable {
    enum Outcome: String, Codable, Sendable {
        case undone
        case alreadyUndone = "already_undone"
        /// It never happened, and from now on never will.
        case nothingToUndo = "nothing_to_undo"
    }

    let outcome: Outcome
    /// What proves it: the number of the payment that was refunded, say.
    var evidence = ""
}

extension ProblemDocument {
    /// A step came after its own compensation.
    static func alreadyCompensated(_ detail: String, orderID: String) -> ProblemDocument {
        ProblemDocument(
            409, code: "already_compensated", title: "Already compensated", detail: detail, orderId: orderID)
    }

    /// A key was used for something else before.
    static func keyReused(orderID: String) -> ProblemDocument {
        ProblemDocument(
            422, code: "idempotency_key_reused", title: "Idempotency key reused",
            detail: "The key was used before for something else", orderId: orderID)
    }
}

extension UndoAnswer {
    /// - Parameter decision: what the receipts said before.
    init(_ decision: StepReceipts.UndoDecision, evidence: String) {
        let outcome: Outcome =
            switch decision {
            case .undo: .undone
            case .isUndone: .alreadyUndone
            case .nothingToUndo: .nothingToUndo
            }
        self.init(outcome: outcome, evidence: evidence)
    }
}
