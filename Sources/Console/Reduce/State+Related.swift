import Probes
import TerminalUI
import Traces

extension State {
    /// What belongs to the row that the cursor is on.
    var related: Related {
        switch page {
        case .overview: relatedOnOverview
        case .services: services.selectedRow.map { related(toService: $0.id.service) } ?? Related()
        case .breakers: breakers.selectedRow?.worst.map { related(to: $0) } ?? Related()
        case .sagas: selectedSaga.map { related(to: $0) } ?? Related()
        case .traces: relatedOnTraces
        case .events: relatedOnEvents
        case .audit: relatedOnAudit
        }
    }

    /// Goes to what belongs to the row, or says that there is nothing of the kind.
    mutating func showRelated(_ command: Command) -> [Effect] {
        guard let destination = related.destination(command) else {
            say(Related.absence(command), .refusal)
            return []
        }
        return go(to: destination)
    }

    // MARK: - By what a row is about

    /// What belongs to a saga: its last trace, what is in its way, the service that it waits for.
    func related(to saga: KnownSaga) -> Related {
        let cause = causes.why(saga)
        let callee =
            cause?.callee
            ?? saga.current.flatMap {
                observation.traces.callees[SagaStepID(saga: saga.name, step: $0.name)]
            }
        let towards =
            cause?.breaker
            ?? board.breakers.first { $0.id.service == saga.id.service && callee != nil && $0.target == callee }?.id
            ?? board.breakers.first { $0.id.service == saga.id.service && !$0.isClosed }?.id
        return Related(
            traces: saga.traces.last.map(Destination.trace) ?? .traces(filter: TraceFilterText.saga(saga.id.id)),
            saga: .saga(saga.id), breaker: towards.map(Destination.breaker),
            service: .service(cause?.service ?? saga.id.service),
            events: .events(filter: "saga:\(saga.id.id)"), audit: .audit(filter: saga.id.id))
    }

    /// What belongs to a breaker: the traces through it, the sagas that call through it, the service behind it.
    func related(to breaker: KnownBreaker) -> Related {
        let target = breaker.target ?? breaker.id.service
        let isProbed = observation.probes.services.contains { $0.name == target }
        return Related(
            traces: .traces(filter: TraceFilterText.attribute("circuit_breaker.name", breaker.id.name)),
            saga: .sagas(filter: sagasCalling(target, from: breaker.id.service)), breaker: .breaker(breaker.id),
            service: .service(isProbed ? target : breaker.id.service),
            events: .events(filter: "service:\(breaker.id.service)"), audit: .audit(filter: breaker.id.name))
    }

    /// What belongs to a service: its traces, the sagas that wait for it, the breaker towards it.
    func related(toService name: String) -> Related {
        let towards = board.breakers.filter { $0.target == name && $0.id.service != name }
        let own = board.breakers.filter { $0.id.service == name }
        let worst = (towards.isEmpty ? own : towards).max {
            BreakerSign($0.state).badness < BreakerSign($1.state).badness
        }
        return Related(
            traces: .traces(filter: TraceFilterText.service(name)), saga: .sagas(filter: sagasCalling(name, from: nil)),
            breaker: worst.map { .breaker($0.id) }, service: .service(name),
            events: .events(filter: "service:\(name)"), audit: .audit(filter: name))
    }

    /// Sagas under way that call a service, by their step where only one calls it.
    private func sagasCalling(_ callee: String, from service: String?) -> String {
        let steps = Set(observation.traces.callees.filter { $0.value == callee }.keys.map(\.step))
        let step = steps.count == 1 ? steps.first.map { " step:\(SagaFilter.quoted($0))" } ?? "" : ""
        return "status:open" + (service.map { " service:\(SagaFilter.quoted($0))" } ?? "") + step
    }

    /// The saga of an id, whichever service runs it; its traces where only those tell of it.
    private func destination(ofSaga id: String, service: String) -> Destination {
        if let known = sagaIndex.id(id, near: service) { return .saga(known) }
        return .traces(filter: TraceFilterText.saga(id))
    }

    // MARK: - By page

    private var relatedOnOverview: Related {
        switch overview.focus {
        case .attention: selectedAttention.map { related(toItem: $0) } ?? Related()
        case .timeline: selectedTimelineEntry?.subjectOf.map { related(toSubject: $0) } ?? Related()
        case .rates: overview.ratesCursor.selected.map { related(toService: $0) } ?? Related()
        }
    }

    private func related(toItem item: AttentionItem) -> Related {
        switch item.door {
        case .saga(let id): return saga(id).map { related(to: $0) } ?? Related()
        case .breaker(let id): return board[id].map { related(to: $0) } ?? Related()
        case .endpoint(let id): return related(toService: id.service)
        case .service(let name): return related(toService: name)
        case .sagas: return Related(saga: item.door)
        default: return Related()
        }
    }

    private func related(toSubject subject: TimelineEntry.Subject) -> Related {
        switch subject {
        case .service(let name): return related(toService: name)
        case .breaker(let id, let trace):
            var found = board[id].map { related(to: $0) } ?? related(toService: id.service)
            if let trace { found.traces = .trace(trace) }
            return found
        case .saga(let id, let trace):
            var found =
                saga(id).map { related(to: $0) }
                ?? Related(saga: destination(ofSaga: id.id, service: id.service), service: .service(id.service))
            if let trace { found.traces = .trace(trace) }
            return found
        }
    }

    private var relatedOnTraces: Related {
        switch traces.view {
        case .operations:
            return selectedOperation.map { related(toService: $0.id.service) } ?? Related()
        case .serviceGraph: return traces.graph.selected.map { related(toService: $0.service) } ?? Related()
        case .badLines: return Related()
        case .traces: break
        }
        let id = traces.open?.id ?? selectedTrace?.id
        let service = traces.open?.selected.map(\.service) ?? selectedTrace?.service ?? ""
        guard let id else { return Related() }
        var found = service.isEmpty ? Related() : related(toService: service)
        found.traces = .trace(id)
        found.saga = sagaOfShownTrace.map { destination(ofSaga: $0, service: service) }
        if let told = board.breakers.first(where: { $0.history.contains { $0.trace == id } }) {
            found.breaker = .breaker(told.id)
        } else if let own = board.breakers.first(where: { $0.id.service == service && !$0.isClosed }) {
            found.breaker = .breaker(own.id)
        }
        return found
    }

    /// The saga that the shown trace belongs to, by its `saga.id`.
    private var sagaOfShownTrace: String? {
        traces.open == nil ? selectedTrace?.saga : sagaOfOpenTrace
    }
}
