import Foundation
import Operations
import Resilience

extension BreakerReport {
    init(
        _ snapshot: CircuitBreakerSnapshot, _ member: BreakerOperations.Member, _ revisionBase: Int,
        _ command: String?, _ changes: [Change], at now: Date
    ) {
        let policy = member.breaker.policy
        self.init(
            name: snapshot.name, dependency: member.dependency, state: State(snapshot.state),
            since: now - snapshot.age / .seconds(1), failureRate: snapshot.failureRate,
            slowCallRate: snapshot.slowCallRate,
            window: Window(
                calls: snapshot.window.calls, failed: snapshot.window.failed, slow: snapshot.window.slow,
                minimum: policy.minimumCalls),
            rule: policy.inWords, nextTrial: snapshot.nextTrial.map { now + $0 / .seconds(1) },
            override: snapshot.override.map { decision in
                Override(
                    kind: Override.Kind(decision.kind), owner: decision.owner, reason: decision.reason,
                    command: command, until: snapshot.overrideLapses.map { now + $0 / .seconds(1) })
            },
            totals: Totals(
                succeeded: Int(clamping: snapshot.totals.succeeded), failed: Int(clamping: snapshot.totals.failed),
                ignored: Int(clamping: snapshot.totals.ignored), rejected: Int(clamping: snapshot.totals.rejected),
                late: Int(clamping: snapshot.totals.late)),
            changes: changes, revision: revisionBase + Int(snapshot.revision))
    }
}

extension BreakerReport.State {
    init(_ state: CircuitBreakerState) {
        self.init(rawValue: state.rawValue)
    }
}

extension BreakerReport.Change {
    init(_ change: CircuitBreakerStateChange, at moment: Date) {
        self.init(
            at: moment, from: BreakerReport.State(change.from), to: BreakerReport.State(change.to),
            cause: "\(change.cause)")
    }
}

extension CircuitBreakerPolicy {
    /// So many calls are needed before a rate is known; `nil`: it knows no rates.
    var minimumCalls: Int? {
        if case .rates(_, let rates) = trip { rates.minimumCalls } else { nil }
    }

    /// "5 failures in a row within 60 s open it for 30 s".
    var inWords: String {
        let opening =
            switch trip {
            case .consecutiveFailures(let count, let within):
                "\(count) failures in a row within \(Self.seconds(within))"
            case .rates(let window, let rates): Self.words(window, rates)
            }
        return "\(opening) open it for \(Self.seconds(resetTimeout))"
    }

    private static func words(_ window: Window, _ rates: CircuitBreakerRates) -> String {
        let calls =
            switch window {
            case .calls(let count): "the last \(count) calls"
            case .time(let duration): "the calls of the last \(seconds(duration))"
            }
        let slow = rates.slowCall.map {
            " or \(percent(rates.slowCallRate)) of them slower than \(seconds($0))"
        }
        return "\(percent(rates.failureRate)) of \(calls) failed\(slow ?? "") (at least \(rates.minimumCalls))"
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    private static func seconds(_ duration: Duration) -> String {
        let seconds = duration / .seconds(1)
        return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
    }
}
