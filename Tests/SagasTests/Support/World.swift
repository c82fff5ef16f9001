import Foundation
import Resilience
import ResilienceTesting

@testable import Sagas

struct Lost: Error {}

/// The receivers of a saga's steps, who do things once for each key, remember what they have undone, and fail as told.
final class World: Sendable {
    /// What becomes of one call.
    enum Mood: Sendable, Hashable, CaseIterable {
        case fine
        case refuses
        case failsBefore
        case isLostBefore
        case isLostAfter
        case isNotReached
    }

    struct State: Sendable {
        var applied: Set<String> = []
        var undone: Set<String> = []
        /// Everything that was done and undone, in order: `+key`, `-key`.
        var history: [String] = []
        var calls = 0
    }

    private let state = Shared(State())
    private let mood: @Sendable (SagaCall) -> Mood

    init(_ mood: @escaping @Sendable (SagaCall) -> Mood = { _ in .fine }) {
        self.mood = mood
    }

    var now: State { state.value }

    func perform(_ call: SagaCall) throws -> StepAnswer {
        let mood = mood(call)
        let isDuplicate = try state.change { state -> Result<Bool, any Error> in
            state.calls += 1
            if let obstacle = Self.obstacle(mood) { return .failure(obstacle) }
            if state.undone.contains(call.key) { return .failure(StepRefused("was undone", isTooLate: true)) }
            if mood == .refuses, !state.applied.contains(call.key) { return .failure(StepRefused("declined")) }
            let isNew = state.applied.insert(call.key).inserted
            if isNew { state.history.append("+\(call.step)") }
            return mood == .isLostAfter ? .failure(Lost()) : .success(!isNew)
        }.get()
        return StepAnswer(output: call.command, evidence: "done \(call.key)", isDuplicate: isDuplicate)
    }

    func undo(_ call: SagaCall) throws -> CompensationAnswer {
        let mood = mood(call)
        return try state.change { state -> Result<CompensationAnswer, any Error> in
            state.calls += 1
            if let obstacle = Self.obstacle(mood) { return .failure(obstacle) }
            if mood == .refuses { return .failure(StepFailed("will not undo")) }
            let wasUndone = !state.undone.insert(call.key).inserted
            let wasApplied = state.applied.remove(call.key) != nil
            if wasApplied { state.history.append("-\(call.step)") }
            if mood == .isLostAfter { return .failure(Lost()) }
            return .success(wasApplied || wasUndone ? .undone(evidence: "undone \(call.key)") : .nothingToUndo)
        }.get()
    }

    private static func obstacle(_ mood: Mood) -> (any Error)? {
        switch mood {
        case .failsBefore: StepFailed("busy")
        case .isLostBefore: Lost()
        case .isNotReached: CircuitBreakerOpen(breaker: "b", state: .open, retryAfter: .seconds(5))
        case .fine, .refuses, .isLostAfter: nil
        }
    }
}
