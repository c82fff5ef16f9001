import Resilience

/// What an error says about a try.
public enum StepVerdict: Sendable, Hashable {
    /// The receiver has refused it for good, and has not done it. Trying again cannot help.
    case refused
    /// The receiver has refused it because it was compensated already.
    case tooLate
    /// It was not done, but another try may help.
    case failed
    /// Nobody knows whether it was done. Another try with the same key may help.
    case unknown
    /// It was not even sent. That does not count as a try.
    case notSent(retryAfter: Duration?)
}

/// Thrown by a step: the receiver has refused it for good, and has not done it.
public struct StepRefused: Error, Sendable, Hashable, CustomStringConvertible {
    /// Why.
    public let reason: String
    /// Whether it was refused because it was compensated already.
    public let isTooLate: Bool

    /// A refusal.
    public init(_ reason: String, isTooLate: Bool = false) {
        self.reason = reason
        self.isTooLate = isTooLate
    }

    public var description: String { reason }
}

/// Thrown by a step: the receiver has not done it, but another try may help.
public struct StepFailed: Error, Sendable, Hashable, CustomStringConvertible {
    /// Why.
    public let reason: String

    /// A failure.
    public init(_ reason: String) {
        self.reason = reason
    }

    public var description: String { reason }
}

/// Decides what the errors of steps mean.
///
/// Rejections of breakers and bulkheads were not sent, ``StepRefused`` and ``StepFailed`` were not done. Of all other
/// errors nobody knows, unless the classifier says so: an undone nothing does no harm, a forgotten something does.
public struct StepErrorClassifier: Sendable {
    private let classify: @Sendable (any Error) -> StepVerdict?

    /// A classifier for further errors; `nil`: it does not know.
    public init(_ classify: @escaping @Sendable (any Error) -> StepVerdict?) {
        self.classify = classify
    }

    /// One that knows no further errors.
    public static let standard = StepErrorClassifier { _ in nil }

    func verdict(on error: any Error) -> StepVerdict {
        switch error {
        case let open as CircuitBreakerOpen: .notSent(retryAfter: open.retryAfter)
        case is BulkheadRejection: .notSent(retryAfter: nil)
        case let refused as StepRefused: refused.isTooLate ? .tooLate : .refused
        case is StepFailed: .failed
        default: classify(error) ?? .unknown
        }
    }
}
