import Foundation
import Operations
import TerminalUI

/// One row of the Events page in full.
struct EventDetail {
    let row: EventsRow
    let state: State
    let theme: Theme
    /// Columns that a line may take.
    let width: Int

    private var clock: ClockText { state.options.clock }

    func title() -> StyledText {
        switch row {
        case .event(let event, _):
            event.type.styled(theme.title) + " of \(event.stream)".styled(theme.dim)
        case .projection(let projection, let id):
            projection.name.styled(theme.title) + " in \(id.service)".styled(theme.dim)
        case .letter(let letter, _):
            "dead letter".styled(theme.title) + " of \(letter.group)".styled(theme.dim)
        }
    }

    func lines() -> [StyledText] {
        var text = DetailText(theme: theme, width: width)
        switch row {
        case .event(let event, let source): add(event, of: source, to: &text)
        case .projection(let projection, let source): add(projection, of: source, to: &text)
        case .letter(let letter, let source): add(letter, of: source, to: &text)
        }
        return text.lines
    }

    // MARK: - An event

    private func add(_ event: EventReport, of source: EventSource.ID, to text: inout DetailText) {
        text.fact(
            "when", StyledText("\(clock.moment(event.time, now: state.moment)) (\(clock.millisecond(event.time)))"))
        text.fact("where", StyledText("\(source.service), position \(CountText.grouped(event.position))"))
        text.fact("stream", StyledText("\(event.stream), version \(event.version)"))
        text.fact("id", StyledText(event.id))
        if event.schemaVersion > 1 { text.fact("shape", StyledText("\(event.schemaVersion)")) }
        if let lane = event.lane { text.fact("lane", StyledText(lane)) }
        if let actor = event.actor { text.fact("actor", StyledText(actor)) }
        if let correlation = event.correlation { text.fact("correlation", StyledText(correlation)) }
        if let causation = event.causation { text.fact("caused by", StyledText(causation)) }
        if let traceparent = event.traceparent { text.fact("trace", StyledText(traceparent)) }
        text.heading("What it says", event.encoding.map { "as \($0)" }.map { $0.styled(theme.dim) } ?? .empty)
        addJSON(event.data, to: &text)
        addChain(event, to: &text)
    }

    private func addJSON(_ value: JSONValue, to text: inout DetailText) {
        let json = EventExport.pretty(value) ?? value.line
        for line in json.split(separator: "\n", omittingEmptySubsequences: false) {
            text.sentence(StyledText(String(line)))
        }
    }

    /// What it came from and what came of it, as far as the newest events reach.
    private func addChain(_ event: EventReport, to text: inout DetailText) {
        let links = EventChain(of: event, in: state.observation.events).links
        text.heading("Cause and effects", "of the same request".styled(theme.dim))
        guard links.count > 1 else {
            text.line("no other event of it is among the newest".styled(theme.dim))
            return
        }
        for link in links {
            let isThis = link.event.id == event.id
            let guide =
                String(repeating: "  ", count: min(link.depth, 8)) + (link.depth > 0 ? theme.art.lastBranch + " " : "")
            text.line(
                "\(clock.millisecond(link.event.time))  ".styled(theme.dim)
                    + "\(guide)\(link.event.type)".styled(isThis ? theme.accent.bold : theme.text)
                    + "  \(link.event.stream) \(link.source.service)".styled(theme.dim))
        }
    }

    // MARK: - A projection

    private func add(_ projection: ProjectionReport, of id: EventSource.ID, to text: inout DetailText) {
        let words = ProjectionWords(projection)
        text.line(words.state(theme))
        text.sentence(StyledText(words.sentence), indent: 2)
        if let source = state.observation.events[id]?.source {
            text.sentence(
                source.words(at: state.moment).styled(source.isStale(at: state.moment) ? theme.unknown : theme.dim),
                indent: 2)
        }
        text.heading("Where it is")
        text.fact("kind", StyledText(projection.kind.rawValue))
        text.fact("follows", StyledText("the events of \(projection.source ?? id.service)"))
        text.fact("position", StyledText(CountText.grouped(projection.position)))
        text.fact("newest event", StyledText(CountText.grouped(projection.head)))
        text.fact("lag", StyledText(CountText.of(projection.lag, "event")))
        if let rate = projection.rate { text.fact("rate", StyledText("\(CountText.rate(rate)) events/s")) }
        if let upTo = projection.appliedUpTo {
            text.fact("has", StyledText("everything up to \(clock.moment(upTo, now: state.moment))"))
        }
        let isProjection = projection.kind == .projection
        if let generation = projection.generation {
            text.fact(isProjection ? "rebuilt" : "replayed", StyledText(CountText.of(generation, "time")))
        }
        if let progress = words.progress {
            text.fact(isProjection ? "rebuild" : "replay", progress.styled(theme.info))
        }
        text.fact("can be replayed", StyledText(projection.replayable ? "yes" : "no: it acts on the world"))
    }

    // MARK: - A dead letter

    private func add(_ letter: DeadLetterReport, of source: EventSource.ID, to text: inout DetailText) {
        text.sentence(letter.reason.styled(theme.bad))
        text.heading("What happened")
        text.fact("tries", StyledText("\(letter.attempts)"))
        text.fact("first failure", StyledText(clock.moment(letter.firstFailure, now: state.moment)))
        text.fact("last failure", StyledText(clock.moment(letter.lastFailure, now: state.moment)))
        text.fact("waiting", StyledText("\(CountText.of(letter.waitingBehind, "later event")) of its stream behind it"))
        text.fact("group", StyledText("\(letter.group) of \(source.service), events of \(letter.source)"))
        text.heading("The event")
        add(letter.event, of: EventSource.ID(service: letter.source, instance: ""), to: &text)
    }
}
