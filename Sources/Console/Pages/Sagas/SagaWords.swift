import Foundation

/// A saga's facts in words.
struct SagaWords {
    let saga: KnownSaga
    let now: Date

    init(_ saga: KnownSaga, now: Date) {
        self.saga = saga
        self.now = now
    }

    /// `stuck 38 s` where it does not come further, else how long ago something was heard of it.
    var progress: String {
        if saga.isStuck(at: now) {
            return "stuck \(DurationText.age(seconds: now.timeIntervalSince(saga.progressed)))"
        }
        return DurationText.age(seconds: now.timeIntervalSince(saga.updated))
    }

    /// How long it took, or for how long it runs.
    var took: String {
        DurationText.short(
            seconds: (saga.ended ?? (saga.status?.isFinal == true ? saga.updated : now))
                .timeIntervalSince(saga.started))
    }

    /// `next try in 12 s`; `nil` where none is planned.
    var due: String? {
        guard let due = saga.due, saga.isUnderWay else { return nil }
        let seconds = due.timeIntervalSince(now)
        return seconds <= 0 ? "its next try is due" : "next try in \(DurationText.age(seconds: seconds.rounded(.up)))"
    }

    /// `touched by ada 14:03: customer rang`; `nil` where no person has.
    func touched(_ clock: ClockText) -> String? {
        guard let last = saga.interventions.last else { return nil }
        let more = saga.interventions.count > 1 ? " (and \(saga.interventions.count - 1) times before)" : ""
        let reason = last.reason.isEmpty ? "" : ": \(last.reason)"
        return "touched by \(last.actor) \(clock.end(last.at, now: now))\(reason)\(more)"
    }

    /// All of it in one line, for a chat or a ticket.
    var line: String {
        var text = "\(saga.id.id) \(saga.name) \(saga.statusWord)"
        if saga.isStuck(at: now) { text += ", \(progress)" }
        if let step = saga.current { text += " at \(step.name)" + (step.error.isEmpty ? "" : ": \(step.error)") }
        let ledger = saga.steps.filter { $0.effect.state != .none }
            .map { "\($0.name) \($0.effect.state.rawValue)" }
        return ledger.isEmpty ? text : "\(text) (\(ledger.joined(separator: ", ")))"
    }
}
