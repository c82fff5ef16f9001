import Foundation
import Traces

/// A saga as the console knows it, put together from all that tells of it.
struct KnownSaga: Sendable, Equatable, Identifiable {
    /// A saga is unique in the service that runs it.
    struct ID: Sendable, Hashable {
        var service: String
        var id: String
    }

    /// How it goes, the raw values being the design's words.
    enum Status: String, Sendable, CaseIterable {
        case running, waiting, compensating, completed, compensated
        case needsAttention = "needs_attention"
        case abandoned
    }

    /// One of its steps.
    struct Step: Sendable, Equatable {
        typealias State = ObservedSaga.Step.State

        /// Empty for a step that is known only by its number.
        var name: String
        /// `compensable`, `pivot`, `retriable`, or empty.
        var kind = ""
        var state: State
        var attempts = 0
        var compensationAttempts = 0
        /// The idempotency key that its receiver knows it by; empty where it is not told.
        var key = ""
        var started: Date?
        var ended: Date?
        /// Why the last try did not succeed; may be empty.
        var error = ""
        /// The breaker that its call goes through; empty where it is not told.
        var breaker = ""
        var effect = Effect(state: .none, evidence: "")
        var trace: TraceID?
        var span: SpanID?
        /// Its tries and those of its compensation, oldest first, where its service tells them.
        var tries: [Try] = []
    }

    /// One try of a step.
    struct Try: Sendable, Equatable {
        /// From 1.
        var number: Int
        /// The step was to be undone.
        var isUndoing: Bool
        var started: Date
        var ended: Date?
        /// What became of it, in its service's word.
        var outcome: String
        /// Why it did not succeed; may be empty.
        var error: String
    }

    /// What a step has left in the world.
    struct Effect: Sendable, Equatable {
        enum State: String, Sendable { case none, standing, undone, unknown }
        var state: State
        /// What proves it, in words; may be empty.
        var evidence: String
    }

    /// What came too late, twice or for nothing.
    struct Counters: Sendable, Equatable {
        var late = 0
        var duplicate = 0
        var empty = 0
    }

    /// What a person has done to it.
    struct Intervention: Sendable, Equatable {
        var actor: String
        /// What was done: `retry`, `saga.compensate`.
        var kind: String
        var at: Date
        var reason: String
    }

    let id: ID
    var name: String
    /// The status as its source writes it.
    var statusWord: String
    var started: Date
    /// When something was heard of it last.
    var updated: Date
    var ended: Date?
    /// By index.
    var steps: [Step] = []
    /// Why it is being undone, or needs hands; may be empty.
    var reason = ""
    /// When its next try is due.
    var due: Date?
    var traces: [TraceID] = []
    /// `nil` where its service does not report them.
    var counters: Counters?
    /// Oldest first.
    var interventions: [Intervention] = []
    /// What a command has to name as seen; `nil` where no Operations API reports it.
    var revision: Int?
    var source: FactSource
    /// What another source says instead, in words.
    var disagreement: String?
    /// Its steps are being undone.
    var isGoingBack = false
    /// When it came a step further, where that was watched.
    var knownProgress: Date?

    /// `nil` for a word that is none of the design's.
    var status: Status? { Status(rawValue: statusWord) }

    /// It goes on by itself, as far as it can.
    var isUnderWay: Bool { ended == nil && status != .needsAttention && status?.isFinal != true }

    /// The step that it stands at: one that could not be undone, else the one being undone, else the last that failed or
    /// of which nobody knows, else the one under way, else the one that it is about to try (again).
    var current: Step? {
        steps.last { $0.state == .compensationFailed }
            ?? steps.last { $0.state == .compensating }
            ?? steps.last { $0.state == .failed || $0.state == .unknown }
            ?? steps.last { $0.state == .running }
            ?? (isUnderWay && !isGoingBack ? steps.first { $0.state == .pending } : nil)
    }

    /// When it last came a step further.
    var progressed: Date {
        if let knownProgress { return knownProgress }
        var latest = started
        for step in steps {
            if let ended = step.ended, step.state != .failed, step.state != .compensationFailed {
                latest = max(latest, ended)
            } else if let begun = step.started {
                latest = max(latest, begun)
            }
        }
        return min(latest, updated)
    }

    /// A saga that is under way and has not come further for so long is stuck, in seconds.
    static let stuckAfter: TimeInterval = 30

    func isStuck(at now: Date) -> Bool {
        isUnderWay && now.timeIntervalSince(progressed) > Self.stuckAfter && !source.isLeftOver
    }

    /// Steps that are behind it, in the direction in which it goes.
    var done: Int {
        steps.count { $0.state == .succeeded || $0.state == .skipped || $0.state == .compensated }
    }
}

extension KnownSaga.Status {
    /// Nothing will change any more.
    var isFinal: Bool { self == .completed || self == .compensated || self == .abandoned }

    /// Needs hands first, then what is under way, then what has ended otherwise than it should.
    var badness: Int {
        switch self {
        case .needsAttention: 6
        case .compensating: 5
        case .waiting: 4
        case .running: 3
        case .abandoned: 2
        case .compensated: 1
        case .completed: 0
        }
    }
}
