import Foundation
import Operations
import OperationsWatching
import Traces

extension KnownSaga {
    /// A saga as its service's Operations API lists it.
    init(_ row: SagaTable.Row, of api: WatchedAPI, source: FactSource) {
        let summary = row.summary
        self.init(
            id: ID(service: api.service, id: summary.id), name: summary.name, statusWord: summary.status.rawValue,
            started: summary.startedAt, updated: summary.updatedAt, source: source)
        if status?.isFinal == true { ended = summary.updatedAt }
        reason = summary.reason ?? ""
        due = summary.due
        revision = summary.revision
        isGoingBack = summary.direction == .compensate
        knownProgress = row.progressed
        steps = summary.steps.enumerated().map { index, step in
            Step(
                name: step.name, state: Step.State(rawValue: step.state.rawValue) ?? .unknown,
                error: index == summary.step ? summary.lastError ?? "" : "")
        }
        if let trace = Self.trace(summary.traceparent) { traces = [trace] }
        if summary.touched {
            interventions = [Intervention(actor: "a person", kind: "", at: summary.updatedAt, reason: "")]
        }
    }

    /// W3C: version, trace, span, flags.
    private static func trace(_ traceparent: String?) -> TraceID? {
        let parts = traceparent?.split(separator: "-") ?? []
        return parts.count >= 4 ? TraceID(parts[1]) : nil
    }

    /// Adds all that the service says of it when it is asked for this one saga.
    mutating func take(_ report: SagaReport) {
        guard report.summary.revision == revision || report.steps.count == steps.count else { return }
        steps = report.steps.map(Step.init)
        counters = Counters(
            late: report.counters.late, duplicate: report.counters.duplicate, empty: report.counters.empty)
        interventions = report.interventions.map {
            Intervention(actor: $0.actor, kind: $0.kind.rawValue, at: $0.at, reason: $0.reason)
        }
    }

    /// Adds what the trace log tells of the same saga, and says so where the two disagree.
    mutating func take(_ observed: ObservedSaga) {
        traces = traces + observed.traces.filter { !traces.contains($0) }
        for place in steps.indices {
            guard let told = observed.steps.first(where: { $0.name == steps[place].name }) else { continue }
            steps[place].trace = told.trace
            steps[place].span = told.span
            if steps[place].attempts + steps[place].compensationAttempts == 0 {
                steps[place].attempts = told.attempts
            }
            steps[place].started = steps[place].started ?? told.started?.date
            if steps[place].ended == nil, steps[place].state == told.state { steps[place].ended = told.ended?.date }
        }
        // A change that was just made reaches one source before the other.
        let isSettled = max(updated, observed.updated.date).addingTimeInterval(source.interval) < source.asOf ?? updated
        // The log tells of steps: of one that waits for its next try it says no more than that it is under way.
        let isSame = observed.status == statusWord || (status == .waiting && observed.status == Status.running.rawValue)
        if isSettled, !isSame, !observed.status.isEmpty {
            disagreement = "the trace log says \(observed.status)"
        }
    }
}

extension KnownSaga.Step {
    /// A step with everything that its service says of it.
    init(_ report: SagaReport.Step) {
        self.init(
            name: report.name, kind: report.kind.rawValue, state: State(rawValue: report.state.rawValue) ?? .unknown,
            attempts: report.attemptCount, compensationAttempts: report.compensationAttemptCount,
            key: report.key ?? "", started: report.startedAt, ended: report.endedAt, error: report.lastError ?? "",
            effect: KnownSaga.Effect(
                state: KnownSaga.Effect.State(rawValue: report.effect.state.rawValue) ?? .unknown,
                evidence: report.effect.evidence ?? ""),
            tries: report.attempts.map {
                KnownSaga.Try(
                    number: $0.number, isUndoing: $0.direction == .compensate, started: $0.startedAt,
                    ended: $0.endedAt, outcome: $0.outcome.rawValue, error: $0.error ?? "")
            })
    }
}
