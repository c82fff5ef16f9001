/// What a person wants done to a saga. It is recorded before it takes effect, and takes effect once.
public struct SagaIntervention: Sendable, Hashable {
    /// What can be done.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Undo what was done, in reverse.
        case compensate
        /// Try the present step again now, with all its tries.
        case retry
        /// Pass the present step, or its compensation, over.
        case skipStep = "skip_step"
        /// Go on now, in the direction it had.
        case resume
        /// End it as it is.
        case abandon
    }

    /// The command's identity: the same again is the same command, not a second one.
    public let id: String
    /// The saga.
    public let saga: SagaID
    /// What is to be done.
    public let kind: Kind
    /// The step that the person means; `nil`: the present one. If it is not the present one any more, nothing is done.
    public let step: String?
    /// Who wants it.
    public let actor: String
    /// Why.
    public let reason: String
    /// The revision that the person saw; `nil`: whatever is true.
    public let expectedRevision: Int?

    /// An intervention.
    public init(
        id: String, saga: SagaID, _ kind: Kind, step: String? = nil, actor: String, reason: String,
        expectedRevision: Int? = nil
    ) {
        self.id = id
        self.saga = saga
        self.kind = kind
        self.step = step
        self.actor = actor
        self.reason = reason
        self.expectedRevision = expectedRevision
    }
}

/// An intervention was not carried out. Nothing was done.
public enum SagaInterventionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no such saga.
    case noSuchSaga(SagaID)
    /// The saga has changed since the person looked.
    case changed(SagaID, expected: Int, actual: Int, status: SagaStatus)
    /// The saga is not in a state in which that can be done.
    case refused(SagaID, reason: String)

    /// A stable word for metrics and APIs.
    public var code: String {
        switch self {
        case .noSuchSaga: "no_such_saga"
        case .changed: "revision_conflict"
        case .refused: "intervention_refused"
        }
    }

    public var description: String {
        switch self {
        case .noSuchSaga(let id): "there is no saga \(id)"
        case .changed(let id, let expected, let actual, let status):
            "saga \(id) is at revision \(actual) (\(status.rawValue)), not \(expected): look again and decide anew"
        case .refused(let id, let reason): "saga \(id): \(reason)"
        }
    }
}

/// What an intervention would do.
public struct SagaPlan: Sendable, Hashable {
    /// One effect of it.
    public struct Effect: Sendable, Hashable {
        /// The step.
        public let step: String
        /// What would be done: `forward`, `compensate`; `nil`: it would be left as it is.
        public let action: SagaAction?
        /// In words.
        public let sentence: String
    }

    /// The revision that the plan was made on.
    public let revision: Int
    /// Every effect, in order.
    public let effects: [Effect]
}
