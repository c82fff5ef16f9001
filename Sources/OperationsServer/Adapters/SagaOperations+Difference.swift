import Foundation
import Operations
import Sagas

extension SagaOperations {
    /// What is different in a saga between the revision that a person saw and the one that it has.
    ///
    /// The history tells how it was then. A revision that it never had, or a history that cannot be read now, leaves the
    /// two numbers and the state.
    func difference(of saga: SagaID, from expected: Int, to actual: Int, _ status: SagaStatus) async -> [Difference] {
        let revision = Difference(subject: "revision", expected: String(expected), actual: String(actual))
        guard let then = try? await runner.saga(saga, at: expected),
            let now = try? await runner.saga(saga, at: actual)
        else { return [revision, Difference(subject: "state", actual: status.rawValue)] }
        return [revision] + now.differences(from: then)
    }
}

extension SagaState {
    /// What a person would want to know who has seen it as it was `then`.
    fileprivate func differences(from then: SagaState) -> [Difference] {
        var all: [Difference] = []
        func compare(_ subject: String, _ before: String?, _ now: String?) {
            if before != now { all.append(Difference(subject: subject, expected: before, actual: now)) }
        }
        compare("state", then.status.rawValue, status.rawValue)
        compare(
            "direction", SagaSummary.Direction(then.direction).rawValue, SagaSummary.Direction(direction).rawValue)
        for (before, step) in zip(then.steps, steps) {
            compare(step.name, before.state.rawValue, step.state.rawValue)
            compare("tries of \(step.name)", String(before.attempts), String(step.attempts))
            compare(
                "tries to undo \(step.name)", String(before.compensationAttempts), String(step.compensationAttempts))
            if let error = step.lastError { compare("last error of \(step.name)", before.lastError, error) }
        }
        if let reason { compare("reason", then.reason, reason) }
        for done in interventions.dropFirst(then.interventions.count) {
            all.append(Difference(subject: "\(done.kind.rawValue) by \(done.actor)", actual: done.reason))
        }
        // Less telling than the try that it comes from.
        if all.isEmpty { compare("next try", then.due?.inWords, due?.inWords) }
        if all.isEmpty { compare("worker", then.worker, worker) }
        return all
    }
}

extension Date {
    fileprivate var inWords: String { formatted(.iso8601) }
}
