import Foundation
import Operations
import TerminalUI

extension State {
    /// What a command on the Events page would act on.
    func eventIntents(_ kind: CommandKind) -> [ActionIntent] {
        switch (kind, events.selected) {
        case (.deadLetterRetry, _), (.deadLetterDiscard, _): letterIntents(kind)
        case (.projectionRebuild, .projection(let projection, let source)):
            projection.kind == .projection ? [intent(kind, on: projection.name, of: source)] : []
        case (.eventsReplay, .projection(let projection, let source)):
            projection.replayable
                ? [intent(kind, on: projection.name, of: source, arguments: ["after": 0])] : []
        case (.eventsReplay, .event(let event, let source)):
            replayable(from: source.service).map { projection, of in
                intent(
                    kind, on: projection.name, of: of, arguments: ["after": .integer(Int64(event.position - 1))])
            }
        default: []
        }
    }

    private func intent(
        _ kind: CommandKind, on target: String, of source: EventSource.ID, arguments: [String: JSONValue] = [:]
    ) -> ActionIntent {
        var intent = ActionIntent(
            service: source.service, instance: source.instance, kind: kind, target: target, arguments: arguments)
        intent.shown = observation.fact(for: intent)
        return intent
    }

    private func letterIntents(_ kind: CommandKind) -> [ActionIntent] {
        let marked = acting.marks.compactMap { mark -> (EventSource.ID, String)? in
            if case .letter(let source, let id) = mark { (source, id) } else { nil }
        }.sorted { ($0.0.service, $0.1) < ($1.0.service, $1.1) }
        if !marked.isEmpty { return marked.map { intent(kind, on: $0.1, of: $0.0) } }
        guard case .letter(let letter, let source)? = events.selected else { return [] }
        return [intent(kind, on: letter.id, of: source)]
    }

    /// Read models that follow a service's events and may be given them again.
    private func replayable(from service: String) -> [(ProjectionReport, EventSource.ID)] {
        observation.events.sources.flatMap { source in
            source.projections.filter { $0.replayable && ($0.source ?? source.id.service) == service }
                .map { ($0, source.id) }
        }
    }

    /// Why nothing can be replayed from where the cursor is; `nil` where that is nothing of the kind.
    var obstacleToReplay: String? {
        switch events.selected {
        case .projection(let projection, let source):
            let takers = replayable(from: projection.source ?? source.service).map { $0.0.name }
            let elsewhere = takers.isEmpty ? "" : "; events are replayed into \(takers.joined(separator: ", "))"
            return projection.kind == .projection
                ? "\(projection.name) reads its events itself: b makes it anew\(elsewhere)"
                : "\(projection.name) acts on the world: nothing is replayed into it\(elsewhere)"
        case .event(_, let source):
            return "nothing that follows \(source.service) can be given events again"
        default: return nil
        }
    }

    /// Asks which read model the events go into, where there are several.
    mutating func chooseReplay(_ intents: [ActionIntent]) -> [Effect] {
        let effects = openPrompt(.replay(intents))
        guard case .prompt(var prompt) = overlay else { return effects }
        prompt.editor.offer(intents.map { LineEditor.Completion($0.target, summary: "in \($0.service)") }, from: 0)
        overlay = .prompt(prompt)
        return effects
    }

    /// The read model has been named; `nil` (and a complaint) where there is none of that name.
    mutating func submitReplay(_ text: String, _ intents: [ActionIntent]) -> [Effect]? {
        let name = text.trimmingCharacters(in: .whitespaces)
        let begun = intents.filter { $0.target.hasPrefix(name) }
        guard let intent = intents.first(where: { $0.target == name }) ?? (begun.count == 1 ? begun.first : nil) else {
            complain("which one? " + intents.map(\.target).joined(separator: ", "), at: 0)
            return nil
        }
        overlay = nil
        return want(intent)
    }
}
