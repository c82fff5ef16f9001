/// Where a saga stands.
extension SagaState {
    /// The step that it stands at, as an index; `nil`: at its end.
    public var presentStep: Int? {
        underWay?.step ?? (direction == .forward ? nextStep : nextToUndo)
    }

    /// The first step that is still to be done.
    var nextStep: Int? {
        steps.firstIndex { $0.state != .succeeded && $0.state != .skipped }
    }

    /// The last step that is still to be undone.
    var nextToUndo: Int? {
        steps.lastIndex { $0.isToBeUndone }
    }

    /// All is undone only if nobody has passed anything over.
    var endOfCompensation: SagaStatus {
        steps.contains { $0.state == .skipped && $0.effect != .none } ? .abandoned : .compensated
    }
}

extension SagaState.Step {
    /// Whether some try may have been done, as far as anybody knows.
    var mayHaveHappened: Bool {
        switch effect {
        case .standing, .unknown: true
        case .none, .undone: false
        }
    }

    var isToBeUndone: Bool {
        switch state {
        case .succeeded, .unknown, .compensating, .compensationFailed: true
        case .pending, .running, .failed: mayHaveHappened
        case .skipped, .compensated: false
        }
    }
}
