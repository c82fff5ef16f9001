import Foundation
import Probes
import Traces

/// Everything that changed, newest first, put together from what the engines keep.
enum Timeline {
    /// Lines that are kept.
    static let limit = 500

    /// The entries that pass `filter`, newest first.
    static func entries(
        of observation: Observation, local: [LocalChange], filter: String, limit: Int = limit
    ) -> [TimelineEntry] {
        var entries: [TimelineEntry] = []
        entries.reserveCapacity(limit)
        entries += newest(observation.probes.recentChanges, limit, filter) { entry(of: $0, in: observation) }
        let changes = observation.traces.changes
        if filter.isEmpty {
            entries += newest(changes, limit, filter) { $0.isOfSaga ? nil : entry(of: $0) }
            entries += sagaEnds(changes, limit: limit)
        } else {
            // Somebody who looks for one saga wants its own line.
            entries += newest(changes, limit, filter, entry(of:))
        }
        entries += newest(local, limit, filter, entry(of:))
        entries.sort { $0.at != $1.at ? $0.at > $1.at : ($0.subject, $0.text) < ($1.subject, $1.text) }
        return Array(entries.prefix(limit))
    }

    /// The last `limit` changes that make an entry.
    private static func newest<Change>(
        _ changes: [Change], _ limit: Int, _ filter: String, _ make: (Change) -> TimelineEntry?
    ) -> [TimelineEntry] {
        var entries: [TimelineEntry] = []
        for change in changes.reversed() {
            guard let entry = make(change), filter.isEmpty || entry.matches(filter) else { continue }
            entries.append(entry)
            if entries.count == limit { break }
        }
        return entries
    }

    private static func entry(of change: HealthChange, in observation: Observation) -> TimelineEntry? {
        // The first answer after the start is no change that anybody waits for, unless it is a bad one.
        if change.from == .unknown, change.to == .healthy { return nil }
        return TimelineEntry(
            at: change.at, subject: observation.title(of: change.endpoint), kind: "health",
            // The first answer of an endpoint may say as little as there was before it.
            text: (change.from == change.to ? "" : "\(change.from.rawValue) → ") + change.to.rawValue
                + (change.to == .healthy || change.reason.isEmpty ? "" : ": \(change.reason)"),
            tone: tone(of: change.to), door: .endpoint(change.endpoint),
            subjectOf: .service(change.endpoint.service))
    }

    private static func tone(of health: Health) -> TimelineEntry.Tone {
        switch health {
        case .healthy: .good
        case .degraded: .warning
        case .unhealthy: .bad
        case .unknown: .neutral
        }
    }

    private static func entry(of change: LocalChange) -> TimelineEntry {
        TimelineEntry(
            at: change.at, subject: change.subject, kind: change.kind, text: change.text, tone: .neutral, door: nil)
    }
}

// MARK: - From the trace log

extension Timeline {
    static func entry(of change: DomainChange) -> TimelineEntry? {
        let door = change.trace.map(Destination.trace)
        let service = TimelineEntry.Subject.service(change.service)
        switch change.event {
        case .breaker(let breaker):
            let id = KnownBreaker.ID(service: change.service, instance: change.instance, name: breaker.name)
            let previous = breaker.previous.map { "\($0.rawValue) → " } ?? ""
            let reason = breaker.reason.isEmpty ? "" : ": \(breaker.reason)"
            return TimelineEntry(
                at: change.time.date, subject: change.service, kind: "breaker",
                text: "\(breaker.name)  \(previous)\(breaker.state.rawValue)\(reason)",
                tone: breaker.state == .closed ? .good : breaker.state == .halfOpen ? .warning : .bad,
                door: .breaker(id), subjectOf: .breaker(id, change.trace))
        case .saga(let saga):
            guard let (text, tone) = words(of: saga) else { return nil }
            let id = KnownSaga.ID(service: change.service, id: saga.id)
            return TimelineEntry(
                at: change.time.date, subject: change.service, kind: "saga", text: "\(saga.id)  \(text)", tone: tone,
                door: .saga(id), subjectOf: .saga(id, change.trace))
        case .command(let command):
            let actor = command.actor.isEmpty ? change.service : command.actor
            let state = command.hasEnded ? (command.state.isEmpty ? "ended" : command.state) : "accepted"
            return TimelineEntry(
                at: change.time.date, subject: actor, kind: "command",
                text: "\(command.kind) \(command.target)  \(state)", tone: state == "failed" ? .bad : .neutral,
                door: door, subjectOf: service)
        case .version(let version):
            return TimelineEntry(
                at: change.time.date, subject: change.service, kind: "deploy",
                text: version.previous.map { "version \($0) → \(version.version)" } ?? "version \(version.version)",
                tone: .neutral, door: .traces(filter: TraceFilterText.service(change.service)), subjectOf: service)
        }
    }

    /// Only how a saga ended, and only when not as it should: in an incident its every try would bury all else.
    private static func words(of saga: SagaChange) -> (String, TimelineEntry.Tone)? {
        guard saga.kind == .ended, saga.status != "completed" else { return nil }
        let error = saga.error.isEmpty ? "" : ": \(saga.error)"
        if saga.status == "compensated" { return ("compensated\(error)", .neutral) }
        return ((saga.status.isEmpty ? "ended" : saga.status) + error, .bad)
    }
}
