import Foundation
import Operations

/// The rows of a listing, over all services.
struct EventRows {
    let board: EventBoard

    func rows(_ listing: EventsPage.Listing) -> [EventsRow] {
        switch listing {
        case .log: log
        case .projections:
            board.sources.flatMap { source in source.projections.map { .projection($0, source.id) } }
        case .letters:
            board.sources.flatMap { source in source.letters.map { ($0, source.id) } }
                .sorted { $0.0.lastFailure > $1.0.lastFailure }.map { .letter($0.0, $0.1) }
        }
    }

    /// The newest first. Each service's events are in order already: they are merged, not sorted.
    private var log: [EventsRow] {
        var rows: [EventsRow] = []
        rows.reserveCapacity(board.sources.reduce(0) { $0 + $1.events.count })
        var places = board.sources.map { $0.events.count - 1 }
        while true {
            var newest: (source: Int, time: Date)?
            for (source, place) in places.enumerated() where place >= 0 {
                let time = board.sources[source].events[place].time
                if newest.map({ time > $0.time }) ?? true { newest = (source, time) }
            }
            guard let (source, _) = newest else { return rows }
            rows.append(.event(board.sources[source].events[places[source]], board.sources[source].id))
            places[source] -= 1
        }
    }
}
