import Foundation
import Traces

/// One change, in words: a line of the timeline.
struct TimelineEntry: Sendable, Equatable, Identifiable {
    /// What a line is known by while others arrive above it.
    struct ID: Sendable, Hashable {
        let at: Date
        let subject: String
        let text: String
    }

    /// What a change is of.
    enum Subject: Sendable, Equatable {
        case service(String)
        case breaker(KnownBreaker.ID, TraceID?)
        case saga(KnownSaga.ID, TraceID?)
    }

    /// How it looks beside its words.
    enum Tone: Sendable, Equatable { case good, warning, bad, neutral }

    var at: Date
    /// Whose state changed.
    var subject: String
    /// `health`, `breaker`, `saga`, `deploy`, `command`, `source`, or a kind of change of this console.
    var kind: String
    var text: String
    var tone: Tone
    var door: Destination?
    /// What it tells of, for the keys that lead to what belongs to it.
    var subjectOf: Subject?

    /// Set for a line that stands for several changes: what it is known by while its number grows.
    var group: ID?

    var id: ID { group ?? ID(at: at, subject: subject, text: text) }

    /// Whether the entry has every word of a filter in one of its columns; case does not matter.
    func matches(_ filter: String) -> Bool {
        let line = "\(subject) \(kind) \(text)".lowercased()
        return filter.lowercased().split(separator: " ").allSatisfy { line.contains($0) }
    }
}
