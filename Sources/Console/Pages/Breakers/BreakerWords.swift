import Foundation
import Traces

/// A breaker's facts in words.
struct BreakerWords {
    let breaker: KnownBreaker
    let now: Date

    init(_ breaker: KnownBreaker, now: Date) {
        self.breaker = breaker
        self.now = now
    }

    /// `62 %`; below the minimum of calls a rate is no number.
    static func rate(_ percent: Double?) -> String { percent.map { CountText.percent($0) } ?? "n/a" }

    /// `62 % of 50 %`, `n/a`.
    static func rate(_ percent: Double?, of limit: Double?) -> String {
        rate(percent) + (limit.map { " of \(CountText.percent($0)) allowed" } ?? "")
    }

    /// When the next trial call is let through: `in 12 s`, `due`; `nil` where none is planned.
    var nextTrial: String? {
        guard let date = breaker.nextTrial, breaker.state == .open else { return nil }
        let seconds = date.timeIntervalSince(now)
        return seconds <= 0 ? "due" : "in \(DurationText.age(seconds: seconds.rounded(.up)))"
    }

    /// `by ada for 9 min: maintenance`; `nil` where no person has set it.
    var override: String? {
        guard let override = breaker.override else { return nil }
        let reason = override.reason.isEmpty ? "" : ": \(override.reason)"
        guard let until = override.until else { return "by \(override.owner) until somebody resets it\(reason)" }
        let left = until.timeIntervalSince(now)
        return "by \(override.owner), "
            + (left <= 0 ? "about to revert" : "\(DurationText.age(seconds: left.rounded(.up))) left") + reason
    }

    /// What matters about it besides its figures, most important first.
    var notes: [String] {
        var notes: [String] = []
        if breaker.source.isStale(at: now) { notes.append(breaker.source.words(at: now)) }
        if let override { notes.append("set \(override)") }
        if let disagreement = breaker.disagreement { notes.append(disagreement) }
        if !breaker.reason.isEmpty { notes.append(breaker.reason) }
        return notes
    }

    /// All of it in one line, for a chat or a ticket.
    var line: String {
        let place = breaker.id.instance.isEmpty ? breaker.id.service : "\(breaker.id.service) \(breaker.id.instance)"
        var text = "\(breaker.id.name) \(BreakerSign(breaker.state).word)"
        if let since = breaker.since { text += " for \(DurationText.age(seconds: now.timeIntervalSince(since)))" }
        text += " in \(place)"
        text += ": failed \(Self.rate(breaker.failureRate)), slow \(Self.rate(breaker.slowRate))"
        if let trial = nextTrial { text += ", next trial \(trial)" }
        return ([text] + notes).joined(separator: "; ")
    }
}
