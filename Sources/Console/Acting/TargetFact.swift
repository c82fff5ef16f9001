import Foundation
import Operations

/// What is known of a command's target at one moment, as far as acting on it needs: who decides on it does not care
/// which page it was on.
public struct TargetFact: Sendable, Equatable {
    /// Changes with everything that matters to a decision.
    var revision: Int
    /// Its state in the words of the screen: `OPEN`, `needs_attention`.
    var state: String
    /// The states of a saga's steps, by name, and which way it goes.
    var steps: [String: String] = [:]
    var isGoingBack = false
    /// Why the last try of a saga's step did not succeed; may be empty.
    var lastError = ""
    /// When a saga's next try is due.
    var due: Date?
    /// The command whose override holds a breaker.
    var override: String?
    /// Tries of a dead letter's delivery.
    var attempts = 0
    /// How far a projection has come, how often it was made anew, and whether that is under way.
    var position = 0, generation = 0
    var isRebuilding = false
    /// When the service said so.
    var asOf: Date
    /// A fact older than this is stale.
    var staleAfter: TimeInterval

    func age(at now: Date) -> TimeInterval { max(0, now.timeIntervalSince(asOf)) }
    func isStale(at now: Date) -> Bool { age(at: now) > staleAfter }

    /// What is different in a later fact, a line each; the bare revision only where nothing else is known.
    func difference(to later: TargetFact) -> [String] {
        var lines: [String] = []
        if state != later.state { lines.append("state: \(state) → \(later.state)") }
        if isGoingBack != later.isGoingBack {
            lines.append(later.isGoingBack ? "it is being undone now" : "it goes forward again")
        }
        for name in Set(steps.keys).union(later.steps.keys).sorted() where steps[name] != later.steps[name] {
            lines.append("\(name): \(steps[name] ?? "-") → \(later.steps[name] ?? "-")")
        }
        if attempts != later.attempts { lines.append("tries: \(attempts) → \(later.attempts)") }
        if generation < later.generation { lines.append("it was made anew or replayed meanwhile") }
        if isRebuilding != later.isRebuilding {
            lines.append(
                later.isRebuilding ? "events are being read into it again" : "no events are read again any more")
        }
        if override != later.override {
            lines.append(later.override == nil ? "nobody's override holds it any more" : "another override holds it")
        }
        if lastError != later.lastError, !later.lastError.isEmpty {
            lines.append("last error: \(lastError.isEmpty ? "none" : lastError) → \(later.lastError)")
        }
        // In another state it waits for something else.
        if state == later.state, due != later.due {
            lines.append("next try: \(Self.words(due, at: later.asOf)) → \(Self.words(later.due, at: later.asOf))")
        }
        if lines.isEmpty, revision != later.revision {
            lines.append("revision: \(revision) → \(later.revision)")
        }
        return lines
    }

    private static func words(_ due: Date?, at now: Date) -> String {
        guard let due else { return "none planned" }
        let left = due.timeIntervalSince(now)
        return left > 0 ? "in \(DurationText.age(seconds: left))" : "\(DurationText.age(seconds: -left)) ago"
    }
}

extension TargetFact {
    init(_ breaker: BreakerReport, asOf: Date, staleAfter: TimeInterval) {
        self.init(revision: breaker.revision, state: breaker.state.rawValue, asOf: asOf, staleAfter: staleAfter)
        override = breaker.override?.command
    }

    init(_ saga: SagaSummary, asOf: Date, staleAfter: TimeInterval) {
        self.init(revision: saga.revision, state: saga.status.rawValue, asOf: asOf, staleAfter: staleAfter)
        steps = Dictionary(saga.steps.map { ($0.name, $0.state.rawValue) }) { $1 }
        isGoingBack = saga.direction == .compensate
        lastError = saga.lastError ?? ""
        due = saga.due
    }

    init(_ projection: ProjectionReport, asOf: Date, staleAfter: TimeInterval) {
        self.init(revision: projection.revision, state: projection.state.rawValue, asOf: asOf, staleAfter: staleAfter)
        position = projection.position
        generation = projection.generation ?? 0
        isRebuilding = projection.rebuild != nil
    }

    init(_ letter: DeadLetterReport, asOf: Date, staleAfter: TimeInterval) {
        self.init(revision: letter.revision, state: "waiting", asOf: asOf, staleAfter: staleAfter)
        attempts = letter.attempts
    }
}
