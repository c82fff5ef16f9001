import Operations

/// The events of one request as a tree of causes, over all services, as far as the newest events reach.
struct EventChain {
    struct Link: Sendable {
        var event: EventReport
        var source: EventSource.ID
        var depth: Int
    }

    /// Causes before their effects, each effect under its cause; what has no known cause stands at the left.
    let links: [Link]

    init(of event: EventReport, in board: EventBoard) {
        var family: [(EventReport, EventSource.ID)] = []
        for source in board.sources {
            for other in source.events where Self.belongs(other, to: event) { family.append((other, source.id)) }
        }
        family.sort { ($0.0.time, $0.0.position) < ($1.0.time, $1.0.position) }
        let known = Set(family.map(\.0.id))
        let byCause = Dictionary(grouping: family) { $0.0.causation.flatMap { known.contains($0) ? $0 : nil } ?? "" }
        var links: [Link] = []
        var seen: Set<String> = []
        var waiting = (byCause[""] ?? []).reversed().map { ($0, 0) }
        while let ((next, source), depth) = waiting.popLast() {
            // An event that is told twice, or causes itself, is listed once.
            guard seen.insert(next.id).inserted else { continue }
            links.append(Link(event: next, source: source, depth: depth))
            waiting += (byCause[next.id] ?? []).reversed().map { ($0, depth + 1) }
        }
        self.links = links
    }

    private static func belongs(_ other: EventReport, to event: EventReport) -> Bool {
        other.id == event.id || other.causation == event.id || event.causation == other.id
            || (event.correlation != nil && other.correlation == event.correlation)
    }
}
