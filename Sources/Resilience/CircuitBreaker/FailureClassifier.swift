/// What an error says about the thing that was called.
public enum CallVerdict: Sendable, Hashable {
    /// It works (a refusal for good reasons, say: "not found").
    case success
    /// It does not work.
    case failure
    /// Nothing: the call never reached it, or was given up by the caller.
    case ignored
}

/// Decides which errors count as failures of the thing that was called.
///
/// Cancellation and the rejections of breakers and bulkheads say nothing about it, whatever the classifier says: they
/// are never counted.
public struct FailureClassifier: Sendable {
    private let classify: @Sendable (any Error) -> CallVerdict

    /// A classifier for all other errors.
    public init(_ classify: @escaping @Sendable (any Error) -> CallVerdict) {
        self.classify = classify
    }

    /// Every error is a failure.
    public static let standard = FailureClassifier { _ in .failure }

    /// The verdict on an error.
    public func verdict(on error: any Error) -> CallVerdict {
        switch error {
        case is CancellationError, is CircuitBreakerOpen, is BulkheadRejection: .ignored
        default: classify(error)
        }
    }
}
