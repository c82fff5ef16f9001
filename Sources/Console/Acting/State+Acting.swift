import Audit
import Foundation
import Operations
import TerminalUI

// MARK: - From an intent to an end

extension State {
    /// The operator wants something done: asks for the plan, or says why not.
    mutating func want(_ intent: ActionIntent, alongside: Set<String> = []) -> [Effect] {
        let pending = acting.pending(on: intent.target, of: intent.service, intent.kind.targetKind)
        do {
            var action = try OperatorAction(
                id: acting.ids.next(), by: options.operatorName, intent: intent, gate: gate, pending: pending?.intent,
                now: now)
            action.alongside = alongside
            overlay = .acting(ActingOverlay(action: action.id))
            acting.actions[action.id] = action
            return [.act(action, action.firstStep)]
        } catch {
            say("\(intent.title): \(error)", .refusal)
            return []
        }
    }

    /// Something has happened to an action.
    mutating func acted(_ id: String, _ event: ActionEvent) -> [Effect] {
        guard var action = acting.actions[id] else { return noticeLate(event) }
        if case .notRecorded(let sentence) = event, action.phase != .recording { say(sentence, .failure) }
        if case .notTaken(let sentence) = event { say("\(action.intent.title): \(sentence)", .refusal) }
        let steps = action.take(event, now: now)
        acting.actions[id] = action
        if case .planned = event { openConfirmation(of: action) }
        return follow(action, steps)
    }

    /// The end of an action is written after it has left the list: only a failure is worth a word.
    private mutating func noticeLate(_ event: ActionEvent) -> [Effect] {
        if case .notRecorded(let sentence) = event { say(sentence, .failure) }
        return []
    }

    private mutating func follow(_ action: OperatorAction, _ steps: [ActionStep]) -> [Effect] {
        let effects = steps.map { Effect.act(action, $0) }
        guard let ending = action.ending else { return effects }
        acting.actions[action.id] = nil
        acting.note(ending, of: action, at: now)
        if let place = acting.items.removeValue(forKey: action.id) {
            itemEnded(place.run, place.item, ending)
        } else {
            tell(action, ending)
        }
        return effects
    }

    /// Looks at every action under way with what is newest.
    mutating func watchActions(_ event: (OperatorAction) -> ActionEvent?) -> [Effect] {
        acting.actions.values.sorted { $0.id < $1.id }.flatMap { action -> [Effect] in
            guard let event = event(action) else { return [] }
            return acted(action.id, event)
        }
    }

    /// The gate as it stands: what the options and the services say.
    var gate: ActionGate {
        var gate = acting.gate
        gate.isReadOnly = options.isReadOnly
        gate.isReadOnlyByCommand = options.isReadOnlyByCommand
        return gate
    }
}

// MARK: - The confirmation

extension State {
    private mutating func openConfirmation(of action: OperatorAction) {
        guard case .acting(var open) = overlay, open.action == action.id else { return }
        let words = ConfirmationText(action: action, many: open.many, state: self)
        open.confirmation = Confirmation(
            title: words.title, lines: words.lines, asksForReason: true, word: words.wordToType,
            reasons: promptHistory[.reason] ?? [])
        overlay = .acting(open)
    }

    mutating func pressInActing(_ key: Key, _ open: ActingOverlay) -> [Effect] {
        var open = open
        guard var confirmation = open.confirmation else {
            return key == .escape || key == .control("c") ? leave(open) : []
        }
        let outcome = confirmation.handle(key)
        open.confirmation = confirmation
        overlay = .acting(open)
        switch outcome {
        case .cancelled: return leave(open)
        case .confirmed(let reason): return confirm(open, reason)
        case .edited, .ignored: return []
        }
    }

    mutating func pasteInActing(_ text: String, _ open: ActingOverlay) {
        var open = open
        _ = open.confirmation?.paste(text)
        overlay = .acting(open)
    }

    private mutating func leave(_ open: ActingOverlay) -> [Effect] {
        overlay = nil
        return acted(open.action, .withdrawn)
    }

    private mutating func confirm(_ open: ActingOverlay, _ reason: String) -> [Effect] {
        guard var action = acting.actions[open.action] else {
            overlay = nil
            return []
        }
        if let many = open.many {
            overlay = nil
            acting.actions[open.action] = nil
            rememberReason(reason)
            return beginRun(many, reason: reason.trimmingCharacters(in: .whitespaces))
        }
        do {
            let steps = try action.confirm(
                reason: reason.trimmingCharacters(in: .whitespaces), current: latest.fact(for: action.intent),
                gate: gate, now: now)
            acting.actions[action.id] = action
            overlay = nil
            rememberReason(reason)
            return follow(action, steps)
        } catch {
            say("\(action.intent.title): \(error)", .refusal)
            return []
        }
    }

    private mutating func rememberReason(_ reason: String) {
        var editor = LineEditor(history: promptHistory[.reason] ?? [])
        editor.remember(reason)
        promptHistory[.reason] = editor.history
    }
}

// MARK: - What is told

extension State {
    /// Says how an action ended; what was different or cannot be done stays until a key is pressed.
    private mutating func tell(_ action: OperatorAction, _ ending: ActionEnding) {
        let words = EndingText(action, ending)
        if case .acting(let open) = overlay, open.action == action.id { overlay = nil }
        if let notice = words.notice {
            // Nothing that is being typed is taken away.
            if overlay == nil { overlay = .notice(notice) } else { say(words.line, .failure) }
        } else if ending != .withdrawn {
            say(words.line, words.tone)
        }
        if ending != .withdrawn { record("command", words.line) }
    }
}
