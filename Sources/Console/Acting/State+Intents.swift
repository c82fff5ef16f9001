import Foundation
import Operations
import OperationsWatching

extension State {
    /// What a command would act on now: what is marked, else what the cursor is on. Empty where that is not of its kind.
    func intents(for kind: CommandKind) -> [ActionIntent] {
        switch (kind.targetKind, page) {
        case (.breaker, .breakers): selectedBreaker.map { [intent(kind, on: $0)] } ?? []
        case (.saga, .sagas): sagaIntents(kind)
        case (.projection, .events), (.subscription, .events), (.deadLetter, .events): eventIntents(kind)
        case (.chaos, .services): services.selectedRow.map { [chaosIntent(on: $0.id.service)] } ?? []
        default: []
        }
    }

    /// The service calls itself what its own description says, whatever the config calls it.
    private func chaosIntent(on service: String) -> ActionIntent {
        let api = latest.events.api(service: service, instance: "")
        let name = api.flatMap { latest.events[$0]?.about?.service } ?? service
        return ActionIntent(service: service, instance: api?.instance ?? "", kind: .chaosSet, target: name)
    }

    private func intent(_ kind: CommandKind, on breaker: KnownBreaker) -> ActionIntent {
        let api = latest.events.api(service: breaker.id.service, instance: breaker.id.instance)
        return ActionIntent(
            service: breaker.id.service, instance: api?.instance ?? "", kind: kind, target: breaker.id.name,
            shown: TargetFact(breaker))
    }

    private func sagaIntents(_ kind: CommandKind) -> [ActionIntent] {
        let marked = acting.marks.compactMap { mark -> KnownSaga? in
            if case .saga(let id) = mark { saga(id) } else { nil }
        }
        let wanted = marked.isEmpty ? selectedSaga.map { [$0] } ?? [] : marked
        return wanted.map { intent(kind, on: $0) }
    }

    private func intent(_ kind: CommandKind, on saga: KnownSaga) -> ActionIntent {
        let api = sagaIndex.entry(saga.id)?.api
        let instance = latest.operations.services.first { $0.id == api }?.api.instance
        var intent = ActionIntent(
            service: saga.id.service, instance: instance ?? "", kind: kind, target: saga.id.id,
            shown: TargetFact(saga))
        if kind == .sagaSkipStep, let step = saga.current { intent.arguments["step"] = .string(step.name) }
        return intent
    }
}
