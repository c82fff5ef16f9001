import Foundation
import Operations
import OperationsWatching
import Probes
import Traces

/// What the engines have seen, by their newest snapshots, and what follows from them together.
struct Observation: Sendable {
    private(set) var probes: ProbeSnapshot = .empty
    /// Events, read models and dead letters, as they are reported.
    private(set) var events = EventBoard()
    private(set) var traces: TraceSnapshot = .empty
    private(set) var operations: OperationsSnapshot = .empty
    /// All breakers that are known.
    private(set) var board = BreakerBoard()
    /// All sagas that are known, filtered and in order.
    private(set) var sagas = SagaIndex()
    /// Who writes to the trace log.
    private(set) var voices = LogVoices()
    /// What holds sagas up, as their traces tell, by their ids.
    private var troubles: [String: SagaTrouble] = [:]
    /// How long steps usually take; only worked out while a saga is in trouble.
    private(set) var times = StepTimes()

    /// What the screen calls an endpoint: its service, and its instance where there are several.
    func title(of id: EndpointID) -> String {
        guard let service = probes.services.first(where: { $0.name == id.service }), service.range.count > 1 else {
            return id.service
        }
        return "\(id.service) \(id.instance)"
    }

    mutating func take(_ snapshot: ProbeSnapshot) {
        probes = snapshot
        board = BreakerBoard(self)
    }

    mutating func take(_ snapshot: TraceSnapshot) {
        traces = snapshot
        voices = LogVoices(snapshot)
        troubles = Dictionary(snapshot.troubles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        board = BreakerBoard(self)
        sagas.take(snapshot.sagas, voices: voices, source: logSource)
        times = sagas.open.isEmpty ? StepTimes() : StepTimes(snapshot.sagas)
    }

    mutating func take(_ snapshot: OperationsSnapshot) {
        let isLooked = snapshot.looks != operations.looks
        operations = snapshot
        events = EventBoard(snapshot)
        // Sagas and events come between two looks, and more often.
        if isLooked { board = BreakerBoard(self) }
        sagas.take(snapshot)
    }

    /// Shows another list or trace of the log without taking over what it says of breakers and sagas.
    mutating func show(_ snapshot: TraceSnapshot) { traces = snapshot }

    /// Filters the sagas and puts them in order.
    mutating func askSagas(_ filter: SagaFilter, _ sort: SagaSort, now: Date) { sagas.ask(filter, sort, now: now) }

    /// Filters the sagas again, where time alone changes what the filter leaves.
    mutating func askSagasAgain(now: Date) { sagas.askAgain(now: now) }

    /// How late it is by the newest that was heard of anything.
    var moment: Date { max(traces.asOf.date, probes.asOf) }

    /// The trace log as a source of facts.
    var logSource: FactSource {
        FactSource(kind: .observed, asOf: traces.source.lastAppend?.date, interval: BreakerBoard.logInterval)
    }

    /// A saga with all that is known of it.
    func saga(_ entry: SagaEntry) -> KnownSaga? {
        let observed = sagas.observed(entry)
        guard let api = entry.api, let service = operations.services.first(where: { $0.id == api }),
            let row = service.sagas.value[entry.id.id]
        else {
            return observed.map { KnownSaga($0, source: logSource.of(heard: entry.heard, at: moment)) }
        }
        let source = FactSource(kind: .reported, asOf: service.sagas.at, interval: service.api.interval.seconds)
        var saga = KnownSaga(row, of: service.api, source: source)
        if let open = operations.open, open.api == api, open.id == entry.id.id, let report = open.report.value {
            saga.take(report)
        }
        if let observed { saga.take(observed) }
        return saga
    }

    /// Why sagas do not go on, as of a moment.
    func causes(at now: Date) -> Causes {
        Causes(
            board: board, bulkheads: operations.services.map { ($0.api.service, $0.bulkheads.value) }, probes: probes,
            troubles: troubles, callees: traces.callees, times: times, now: now)
    }
}
