import Foundation
import Resilience

/// One step of a saga: what it sends, how it is undone, how often it is tried.
public struct SagaStep: Sendable {
    /// What can become of a saga after this step.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// It can be undone.
        case compensable
        /// The point of no return: when it has succeeded, the saga goes on to its end.
        case pivot
        /// It comes after the pivot and is tried until it succeeds.
        case retriable
    }

    /// Its name, unique in its saga.
    public let name: String
    /// What can become of the saga after it.
    public let kind: Kind
    /// How often it is tried. After the last try the saga is compensated, or needs attention if it cannot be.
    public let retry: RetryPolicy
    /// How long one try may take. After that its outcome is unknown.
    public let timeout: Duration
    /// How often its compensation is tried before the saga needs attention.
    public let compensationRetry: RetryPolicy
    let command: @Sendable (SagaCall) throws -> Data
    let send: @Sendable (SagaCall) async throws -> StepAnswer
    let compensate: (@Sendable (SagaCall) async throws -> CompensationAnswer)?

    /// A step.
    /// - Parameters:
    ///   - command: what is sent, as JSON. It is recorded before anything is sent, and sent again unchanged by later
    ///     tries, also after a crash.
    ///   - compensate: undoes what the step may have done. It must succeed if there is nothing to undo.
    ///   - send: sends ``SagaCall/command`` with ``SagaCall/key`` and returns when the receiver has done it. It must
    ///     answer to cancellation. What its errors mean is told by ``StepVerdict``.
    public init(
        _ name: String, _ kind: Kind, retry: RetryPolicy = RetryPolicy(attempts: 3), timeout: Duration = .seconds(10),
        compensationRetry: RetryPolicy = RetryPolicy(attempts: 8, backoff: Backoff(limit: .seconds(30))),
        command: @escaping @Sendable (SagaCall) throws -> Data,
        compensate: (@Sendable (SagaCall) async throws -> CompensationAnswer)? = nil,
        send: @escaping @Sendable (SagaCall) async throws -> StepAnswer
    ) {
        self.name = name
        self.kind = kind
        self.retry = retry
        self.timeout = timeout
        self.compensationRetry = compensationRetry
        self.command = command
        self.send = send
        self.compensate = compensate
    }
}

/// What a receiver answered to a step.
public struct StepAnswer: Sendable, Hashable {
    /// What later steps may need, as JSON.
    public let output: Data
    /// What proves that it was done, for the ledger of effects: a payment number, say.
    public let evidence: String
    /// Whether the receiver had done it before and only repeats its answer.
    public let isDuplicate: Bool

    /// An answer.
    public init(output: Data = Data("{}".utf8), evidence: String = "", isDuplicate: Bool = false) {
        self.output = output
        self.evidence = evidence
        self.isDuplicate = isDuplicate
    }
}

/// What a receiver answered to a compensation.
public enum CompensationAnswer: Sendable, Hashable {
    /// It was undone; with what proves it.
    case undone(evidence: String)
    /// There was nothing to undo, and a late command of that key will be refused.
    case nothingToUndo
}
