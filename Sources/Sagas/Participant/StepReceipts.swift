/// What the receiver of saga steps remembers, to do everything once and in whatever order it arrives.
///
/// Keep it in the state that the steps change, so that both change together. Of each key:
/// - a step that comes again gets its first answer again;
/// - a compensation of something that never happened succeeds, and is remembered;
/// - a step that comes after its own compensation is refused;
/// - a compensation that comes again changes nothing.
public struct StepReceipts: Sendable, Hashable, Codable {
    /// What to do with a step.
    public enum ForwardDecision: Sendable, Hashable {
        /// Do it, and then call ``StepReceipts/done(_:answer:)``.
        case perform
        /// It was done before: answer the same again.
        case repeatAnswer(String)
        /// It was compensated already: refuse it.
        case refuse
    }

    /// What to do with a compensation.
    public enum UndoDecision: Sendable, Hashable {
        /// Undo what was done, and then call ``StepReceipts/undone(_:)``.
        case undo
        /// There is nothing to undo: call ``StepReceipts/undone(_:)`` only.
        case nothingToUndo
        /// It was undone before.
        case isUndone
    }

    private var answers: [String: String] = [:]
    private var undoneKeys: Set<String> = []
    /// What came too late, twice or for nothing.
    public private(set) var counters = SagaCounters()

    /// Nothing has arrived yet.
    public init() {}

    /// What to do with a step that has arrived.
    public func decision(onStep key: String) -> ForwardDecision {
        if undoneKeys.contains(key) { return .refuse }
        return answers[key].map { .repeatAnswer($0) } ?? .perform
    }

    /// What to do with a compensation that has arrived.
    public func decision(onCompensation key: String) -> UndoDecision {
        if undoneKeys.contains(key) { return .isUndone }
        return answers[key] == nil ? .nothingToUndo : .undo
    }

    /// A step was done.
    public mutating func done(_ key: String, answer: String) {
        if answers.updateValue(answer, forKey: key) != nil { counters.duplicate += 1 }
    }

    /// A step was undone, or can never happen any more.
    public mutating func undone(_ key: String) {
        guard undoneKeys.insert(key).inserted else { return }
        if answers.removeValue(forKey: key) == nil { counters.empty += 1 }
    }

    /// A step was refused because it came too late.
    public mutating func refused(_ key: String) {
        if undoneKeys.contains(key) { counters.late += 1 }
    }
}
