/// How it goes with a saga.
public enum SagaStatus: String, Sendable, Hashable, Codable, CaseIterable {
    /// A step is being done.
    case running
    /// It waits for its next try.
    case waiting
    /// It is being undone.
    case compensating
    /// All is done.
    case completed
    /// All is undone.
    case compensated
    /// It cannot go on without a person.
    case needsAttention = "needs_attention"
    /// A person has ended it as it was.
    case abandoned

    /// Whether nothing will ever change any more.
    public var isFinal: Bool { self == .completed || self == .compensated || self == .abandoned }
}

/// How it goes with a step.
public enum SagaStepState: String, Sendable, Hashable, Codable, CaseIterable {
    case pending
    case running
    case succeeded
    case failed
    /// Nobody knows whether it was done.
    case unknown
    /// A person passed it over, which is not success.
    case skipped
    case compensating
    case compensated
    case compensationFailed = "compensation_failed"
}
