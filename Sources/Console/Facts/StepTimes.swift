import Foundation
import Traces

/// How long the steps of sagas usually take, from those that the trace log tells of.
struct StepTimes: Sendable {
    /// A percentile of fewer steps says little.
    static let fewest = 10

    private var times: [Key: [TimeInterval]] = [:]

    private struct Key: Hashable {
        var saga: String
        var step: String
    }

    init() {}

    /// - Parameter names: only sagas of these names; `nil` for all.
    /// - Complexity: O(steps)
    init(_ sagas: [ObservedSaga], names: Set<String>? = nil) {
        for saga in sagas where names?.contains(saga.name) ?? true {
            for step in saga.steps where step.state == .succeeded {
                guard let started = step.started, let ended = step.ended, ended >= started else { continue }
                times[Key(saga: saga.name, step: step.name), default: []].append(ended.since(started).seconds)
            }
        }
        for key in times.keys { times[key]?.sort() }
    }

    /// What 99 of 100 such steps stay below; `nil` with fewer than ``fewest`` of them.
    func p99(saga: String, step: String) -> TimeInterval? {
        guard let times = times[Key(saga: saga, step: step)], times.count >= Self.fewest else { return nil }
        return times[min(times.count - 1, Int((Double(times.count) * 0.99).rounded(.up)) - 1)]
    }
}
