/// A long-running transaction, as data: steps that are done one after the other, and undone in reverse.
public struct SagaDefinition: Sendable {
    /// Its name.
    public let name: String
    /// Its steps: compensable ones, then at most one pivot, then retriable ones.
    public let steps: [SagaStep]
    let classifier: StepErrorClassifier

    /// A saga.
    /// - Parameter classifier: what the errors of its steps mean.
    /// - Throws: ``SagaDefinitionError`` if the steps cannot make a saga.
    public init(
        _ name: String, classifier: StepErrorClassifier = .standard, steps: [SagaStep]
    ) throws(SagaDefinitionError) {
        self.name = name
        self.steps = steps
        self.classifier = classifier
        if let reason = Self.objection(to: steps) { throw SagaDefinitionError(saga: name, reason: reason) }
    }

    private static func objection(to steps: [SagaStep]) -> String? {
        if steps.isEmpty { return "it has no steps" }
        var names: Set<String> = []
        for step in steps where !names.insert(step.name).inserted { return "two steps are called \(step.name)" }
        for step in steps where step.kind == .compensable && step.compensate == nil {
            return "\(step.name) is compensable but says not how to undo it"
        }
        for (earlier, later) in zip(steps, steps.dropFirst()) where later.kind.rank < earlier.kind.rank {
            return
                "\(later.name) (\(later.kind.rawValue)) must not come after \(earlier.name) (\(earlier.kind.rawValue))"
        }
        if steps.count(where: { $0.kind == .pivot }) > 1 { return "it has more than one pivot" }
        return nil
    }
}

extension SagaStep.Kind {
    fileprivate var rank: Int {
        switch self {
        case .compensable: 0
        case .pivot: 1
        case .retriable: 2
        }
    }
}

/// Steps that cannot make a saga.
public struct SagaDefinitionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The saga's name.
    public let saga: String
    /// What is wrong.
    public let reason: String

    public var description: String { "saga \(saga): \(reason)" }
}
