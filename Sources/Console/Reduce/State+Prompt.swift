import TerminalUI

extension State {
    /// Lets a line be typed, beginning with `text`.
    mutating func openPrompt(_ purpose: PromptPurpose, text: String = "") -> [Effect] {
        let editor = LineEditor(text, history: promptHistory[purpose.kind] ?? [])
        overlay = .prompt(PromptState(purpose: purpose, editor: editor))
        offerCompletions()
        return []
    }

    mutating func pressInPrompt(_ key: Key, _ prompt: PromptState) -> [Effect] {
        var prompt = prompt
        let outcome = prompt.editor.handle(key)
        switch outcome {
        case .edited: return promptEdited(prompt)
        case .submitted(let text): return submit(text, prompt)
        case .cancelled:
            overlay = nil
            return promptCancelled(prompt.purpose)
        case .moved, .ignored:
            overlay = .prompt(prompt)
            return []
        }
    }

    /// Checks what has been typed so far, and filters by it at once where that makes sense.
    mutating func promptEdited(_ prompt: PromptState) -> [Effect] {
        var prompt = prompt
        prompt.mistake = nil
        overlay = .prompt(prompt)
        let effects = promptTyped(prompt.editor.text, prompt.purpose)
        offerCompletions()
        return effects
    }

    private mutating func promptTyped(_ text: String, _ purpose: PromptPurpose) -> [Effect] {
        switch purpose {
        case .filterBreakers: typeBreakersFilter(text)
        case .filterSagas: typeSagasFilter(text)
        case .filterAudit: typeAuditFilter(text)
        case .filterEvents: typeEventsFilter(text)
        case .filterServices: typeServicesFilter(text)
        case .filterTimeline: typeTimelineFilter(text)
        case .filterTraces: typeTracesFilter(text)
        case .searchTree: typeTreeSearch(text)
        case .chaos, .expiry, .mute, .palette, .replay, .take: []
        }
    }

    /// Says what is wrong with the text that is being typed.
    mutating func complain(_ message: String, at place: Int? = nil) {
        guard case .prompt(var prompt) = overlay else { return }
        prompt.mistake = Prompt.Mistake(message, at: place)
        overlay = .prompt(prompt)
    }

    private mutating func submit(_ text: String, _ prompt: PromptState) -> [Effect] {
        overlay = .prompt(prompt)
        let effects: [Effect]? =
            switch prompt.purpose {
            case .chaos(let intent): submitChaos(text, of: intent)
            case .filterBreakers: submitBreakersFilter(text)
            case .filterSagas: submitSagasFilter(text)
            case .expiry(let intent): submitExpiry(text, of: intent)
            case .filterAudit: submitAuditFilter(text)
            case .filterEvents: submitEventsFilter(text)
            case .filterServices: submitServicesFilter(text)
            case .filterTimeline: submitTimelineFilter(text)
            case .filterTraces: submitTracesFilter(text)
            case .mute(let id): submitMute(text, of: id)
            case .palette: submitPalette(text)
            case .replay(let intents): submitReplay(text, intents)
            case .searchTree: submitTreeSearch(text)
            case .take(let id): submitTake(text, of: id)
            }
        // A refused text stays, with what is wrong with it.
        guard let effects else { return [] }
        remember(text, for: prompt)
        if case .prompt(let open) = overlay, open.purpose == prompt.purpose { overlay = nil }
        return effects
    }

    private mutating func remember(_ text: String, for prompt: PromptState) {
        var editor = prompt.editor
        editor.remember(text)
        promptHistory[prompt.purpose.kind] = editor.history
    }

    /// What was filtered while typing goes back to what it was.
    private mutating func promptCancelled(_ purpose: PromptPurpose) -> [Effect] {
        switch purpose {
        case .filterBreakers: submitBreakersFilter(breakers.filter) ?? []
        case .filterSagas: submitSagasFilter(sagas.filter) ?? []
        case .filterAudit: submitAuditFilter(audit.filter) ?? []
        case .filterEvents: submitEventsFilter(events.filter) ?? []
        case .filterServices: submitServicesFilter(services.filter) ?? []
        case .filterTimeline: submitTimelineFilter(overview.timelineFilter) ?? []
        case .filterTraces: cancelTracesFilter()
        case .searchTree: cancelTreeSearch()
        case .chaos, .expiry, .mute, .palette, .replay, .take: []
        }
    }

    private mutating func offerCompletions() {
        guard case .prompt(var prompt) = overlay else { return }
        switch prompt.purpose {
        case .palette:
            prompt.editor.offer(Palette.completions(for: prompt.editor.text, in: self), from: 0)
        case .filterTraces:
            let (completions, start) = tracesFilterCompletions(prompt.editor.textBeforeCursor)
            prompt.editor.offer(completions, from: start)
        case .filterSagas:
            let (completions, start) = sagasFilterCompletions(prompt.editor.textBeforeCursor)
            prompt.editor.offer(completions, from: start)
        case .expiry, .mute, .take:
            guard prompt.editor.isEmpty else { return }
            prompt.editor.offer(["30m", "1h", "4h"].map { LineEditor.Completion($0) }, from: 0)
        case .chaos, .filterAudit, .filterBreakers, .filterEvents, .filterServices, .filterTimeline, .replay,
            .searchTree:
            return
        }
        overlay = .prompt(prompt)
    }
}
