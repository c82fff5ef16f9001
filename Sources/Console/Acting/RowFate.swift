import Foundation
import Operations
import TerminalUI

/// What became of the last command on a row: a row stays pending until the effect itself was seen, and says for a while
/// how it ended.
struct RowFate: Sendable, Equatable {
    enum State: Sendable, Equatable { case pending, verified, notObserved, notDone }

    /// What a command acts on, as its row is known.
    struct Target: Sendable, Hashable {
        var service: String
        /// The instance whose Operations API is asked; empty where the service has one for all.
        var instance = ""
        var kind: CommandKind.TargetKind
        var name: String
    }

    /// An end is told for so long.
    static let shownFor: TimeInterval = 60

    let kind: CommandKind
    let state: State
    /// When it became so.
    let since: Date

    /// `… pending reset`, `✓ verified`: a sign and a word, so that it is never colour alone.
    func text(_ theme: Theme) -> StyledText {
        switch state {
        case .pending: "\(theme.art.ellipsis) pending \(kind.verb)".styled(theme.info)
        case .verified: "\(theme.art.check) verified".styled(theme.good)
        case .notObserved: "\(theme.art.exclamation) not observed".styled(theme.warning)
        case .notDone: "\(theme.art.cross) not done".styled(theme.bad)
        }
    }

    /// The column that says it; only there while there is something to say.
    static func column(width: Int) -> Column { Column("command", .fixed(columnWidth(width))) }
    static func columnWidth(_ width: Int) -> Int { width < 120 ? 15 : 22 }
}

extension RowFate.State {
    /// `nil` for an action that was left before anything was sent.
    init?(_ ending: ActionEnding) {
        switch ending {
        case .verified, .lookedUp: self = .verified
        case .notObserved: self = .notObserved
        case .refused, .conflict, .failed, .cancelled, .neverArrived: self = .notDone
        case .withdrawn, .notPlanned, .notRecorded: return nil
        }
    }
}

extension ActionIntent {
    /// The row that it is about. A target that one process alone knows is found by its instance; sagas and read models
    /// are the service's.
    var row: RowFate.Target {
        RowFate.Target(
            service: service, instance: kind.targetKind == .saga ? "" : instance, kind: kind.targetKind, name: target)
    }
}

extension Acting {
    /// What rows have to say of their commands, by what they are.
    func fates(at now: Date) -> [RowFate.Target: RowFate] {
        var fates = ended.filter { now.timeIntervalSince($0.value.since) < RowFate.shownFor }
        for action in actions.values where action.isPending || action.phase == .recording {
            fates[action.intent.row] = RowFate(
                kind: action.intent.kind, state: .pending, since: action.sentAt ?? now)
        }
        return fates
    }

    /// Keeps how an action ended, for its row to say.
    mutating func note(_ ending: ActionEnding, of action: OperatorAction, at now: Date) {
        guard let state = RowFate.State(ending) else { return }
        ended[action.intent.row] = RowFate(kind: action.intent.kind, state: state, since: now)
    }

    /// Forgets what was told for long enough.
    mutating func forgetEnded(at now: Date) {
        guard !ended.isEmpty else { return }
        ended = ended.filter { now.timeIntervalSince($0.value.since) < RowFate.shownFor }
    }
}

extension State {
    /// The breaker as commands know it.
    func target(_ breaker: KnownBreaker) -> RowFate.Target {
        let api = observation.events.api(service: breaker.id.service, instance: breaker.id.instance)
        return RowFate.Target(
            service: breaker.id.service, instance: api?.instance ?? "", kind: .breaker, name: breaker.id.name)
    }
}

extension KnownSaga.ID {
    /// The saga as commands know it.
    var target: RowFate.Target { RowFate.Target(service: service, kind: .saga, name: id) }
}

extension EventsRow {
    /// The row as commands know it; none for an event.
    var targets: [RowFate.Target] {
        func target(_ kind: CommandKind.TargetKind, _ name: String) -> RowFate.Target {
            RowFate.Target(service: source.service, instance: source.instance, kind: kind, name: name)
        }
        switch self {
        case .event: return []
        // A read model is rebuilt as a projection, and events are replayed into it as a subscription.
        case .projection(let projection, _):
            return [target(.projection, projection.name), target(.subscription, projection.name)]
        case .letter(let letter, _): return [target(.deadLetter, letter.id)]
        }
    }
}
