import Audit
import Foundation
import Operations
import TerminalUI

// MARK: - What a key acts on

extension State {
    /// A key or the palette asks for a command: on what is marked, else on what the cursor is on.
    mutating func act(_ kind: CommandKind) -> [Effect] {
        let intents = intents(for: kind)
        guard let first = intents.first else {
            let obstacle = kind == .eventsReplay ? obstacleToReplay : nil
            say(
                obstacle ?? "\(kind.rawValue): put the cursor on a \(kind.targetKind.rawValue) first", .refusal)
            return []
        }
        if intents.count > 1 { return kind == .eventsReplay ? chooseReplay(intents) : wantMany(kind, intents) }
        if let refusal = gate.refusal(of: first, now: now) {
            say("\(first.title): \(refusal)", .refusal)
            return []
        }
        if kind == .chaosSet { return openPrompt(.chaos(first)) }
        return kind.asksForExpiry ? openPrompt(.expiry(first)) : want(first)
    }

    /// What is to be broken has been typed.
    mutating func submitChaos(_ text: String, of intent: ActionIntent) -> [Effect]? {
        var intent = intent
        do throws(ChaosText.Mistake) { intent.arguments = try ChaosText.arguments(text) } catch {
            complain(error.message, at: 0)
            return nil
        }
        overlay = nil
        return want(intent)
    }

    /// Why a command cannot be asked for; `nil` for one that can, and for what changes nothing.
    func obstacle(to command: Command) -> Refusal? {
        guard case .act(let kind) = command else { return nil }
        if options.isReadOnly { return gate.refusal(of: kind, on: EventSource.ID(service: "", instance: "")) }
        // With marks any of them will do: whether they all may be acted on is asked when the key is pressed.
        if !acting.marks.isEmpty, kind.targetKind == .saga || kind.targetKind == .deadLetter { return nil }
        return intents(for: kind).first.flatMap { gate.refusal(of: $0, now: now) }
    }

    /// How long an override holds has been typed; nothing at all means until somebody ends it.
    mutating func submitExpiry(_ text: String, of intent: ActionIntent) -> [Effect]? {
        var intent = intent
        if !text.allSatisfy(\.isWhitespace) {
            guard let (until, _) = TimeSpanInput.read(text, now: now, zone: options.zone) else {
                complain("how long? 10m, 2h or until 14:30 (30 days at the most); nothing means for good", at: 0)
                return nil
            }
            intent.expiresIn = .seconds(Int64(until.timeIntervalSince(now).rounded()))
        }
        overlay = nil
        return want(intent)
    }

    /// Actions under way are shown what is newest of their targets.
    mutating func seeActions() -> [Effect] {
        let latest = latest
        return watchActions { action in
            guard action.isPending, let answer = latest.answer(about: action.intent) else { return nil }
            return .seen(answer.fact)
        }
    }

    /// Announced by a console that is not there any more: the service is asked what became of it.
    mutating func unfinishedFound(_ found: [AuditAction]) -> [Effect] {
        let actions = found.filter { acting.actions[$0.id] == nil }.map(OperatorAction.init(unfinished:))
        guard !actions.isEmpty else { return [] }
        say("looking up \(CountText.of(actions.count, "action")) that an earlier console did not finish")
        for action in actions { acting.actions[action.id] = action }
        return actions.map { .act($0, $0.firstStep) }
    }
}

extension CommandKind {
    /// Overrides that last are asked for how long.
    var asksForExpiry: Bool { self == .breakerForceOpen || self == .breakerDisable }
}
