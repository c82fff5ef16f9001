import Foundation
import Operations
import Traces

extension Observation {
    /// A target as its service has told it last; `nil` while nothing is known of it.
    func fact(for intent: ActionIntent) -> TargetFact? { answer(about: intent)?.fact }

    /// What the service says of a target: `fact` is `nil` where it is not there. `nil` while the service is not heard.
    func answer(about intent: ActionIntent) -> (fact: TargetFact?, asOf: Date)? {
        switch intent.kind.targetKind {
        case .breaker:
            return board.breakers.first {
                $0.id.name == intent.target && $0.id.service == intent.service
                    && (intent.instance.isEmpty
                        || events.api(service: $0.id.service, instance: $0.id.instance)?.instance == intent.instance)
            }.flatMap(TargetFact.init).map { ($0, $0.asOf) }
        case .saga:
            return sagas.entry(KnownSaga.ID(service: intent.service, id: intent.target)).flatMap(saga)
                .flatMap(TargetFact.init).map { ($0, $0.asOf) }
        case .projection, .subscription, .deadLetter:
            return events[EventSource.ID(service: intent.service, instance: intent.instance)]
                .flatMap { $0.answer(about: intent) }
        case .chaos, .other: return nil
        }
    }

    /// The name of the breaker in front of a target that is open; `nil` where none is.
    func openBreaker(before target: String, of service: String, _ kind: CommandKind, now: Date) -> String? {
        guard kind.targetKind == .saga, kind != .sagaAbandon,
            let saga = sagas.entry(KnownSaga.ID(service: service, id: target)).flatMap(saga),
            let id = causes(at: now).why(saga)?.breaker, let breaker = board[id], breaker.isOpen
        else { return nil }
        return breaker.id.name
    }
}

extension EventSource {
    func answer(about intent: ActionIntent) -> (fact: TargetFact?, asOf: Date)? {
        guard let asOf else { return nil }
        if intent.kind.targetKind == .deadLetter {
            let letter = letters.first { $0.id == intent.target }
            // One that is not among those that were read may be behind them.
            if letter == nil, hasMoreLetters { return nil }
            return (letter.map { TargetFact($0, asOf: asOf, staleAfter: staleAfter) }, asOf)
        }
        let projection = projections.first { $0.name == intent.target }
        return (projection.map { TargetFact($0, asOf: asOf, staleAfter: staleAfter) }, asOf)
    }
}

extension TargetFact {
    /// `nil` for a breaker that no Operations API reports: it cannot be acted on.
    init?(_ breaker: KnownBreaker) {
        guard let revision = breaker.revision, let asOf = breaker.source.asOf else { return nil }
        self.init(
            revision: revision, state: breaker.state?.rawValue ?? "", asOf: asOf,
            staleAfter: FactSource.staleAfter * breaker.source.interval)
    }

    /// `nil` for a saga that no Operations API reports: it cannot be acted on.
    init?(_ saga: KnownSaga) {
        guard let revision = saga.revision, let asOf = saga.source.asOf else { return nil }
        self.init(
            revision: revision, state: saga.statusWord, asOf: asOf,
            staleAfter: FactSource.staleAfter * saga.source.interval)
        steps = Dictionary(saga.steps.map { ($0.name, $0.state.rawValue) }) { $1 }
        isGoingBack =
            saga.status == .compensating || saga.status == .compensated
            || saga.steps.contains { $0.state == .compensating || $0.state == .compensationFailed }
        lastError = saga.current?.error ?? ""
        due = saga.due
    }
}
