import Audit
import Operations
import TerminalUI
import Traces

extension State {
    /// What belongs to a row of the Events page.
    var relatedOnEvents: Related {
        guard let row = events.selected else { return Related() }
        var related = related(toService: row.source.service)
        related.audit = .audit(filter: row.source.service)
        guard let event = row.event else { return related }
        related.traces = event.traceparent.flatMap(Self.trace).map(Destination.trace)
        related.saga = saga(of: event, service: row.source.service).map(Destination.saga)
        related.events = .events(filter: "stream:\(event.stream)")
        if case .letter(let letter, _) = row { related.audit = .audit(filter: letter.id) }
        return related
    }

    /// What belongs to an action: its target, and what is told of that.
    var relatedOnAudit: Related {
        guard let action = audit.selected else { return Related() }
        let intent = action.intent
        var related = related(toService: intent.service)
        switch CommandKind(rawValue: intent.kind).targetKind {
        case .saga:
            related.saga = sagaIndex.id(intent.target, near: intent.service).map(Destination.saga)
            related.events = .events(filter: "saga:\(intent.target)")
            related.traces = .traces(filter: TraceFilterText.saga(intent.target))
        case .breaker:
            related.breaker =
                board.breakers.first { $0.id.service == intent.service && $0.id.name == intent.target }
                .map { .breaker($0.id) }
        case .deadLetter, .projection, .subscription: related.events = .events(filter: "service:\(intent.service)")
        case .chaos, .other: break
        }
        related.audit = .audit(filter: intent.target)
        return related
    }

    /// The saga that an event belongs to: its stream's, its cause's, or that of its request.
    private func saga(of event: EventReport, service: String) -> KnownSaga.ID? {
        let names = [event.stream, event.correlation, event.causation].compactMap(\.self)
        for name in names {
            // A stream is often called after its kind: `saga-order-7f3a`.
            let ids = [name] + name.indices(of: "-").ranges.map { String(name[$0.upperBound...]) }
            if let id = ids.lazy.compactMap({ self.sagaIndex.known($0, near: service) }).first { return id }
        }
        return nil
    }

    /// The trace of a W3C trace context: `00-<32 digits>-<16 digits>-01`.
    static func trace(_ traceparent: String) -> TraceID? {
        let parts = traceparent.split(separator: "-")
        return parts.count >= 3 ? TraceID(parts[1]) : nil
    }
}
