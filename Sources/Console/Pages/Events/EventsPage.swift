import Foundation
import Operations
import TerminalUI

/// The Events page's own state.
struct EventsPage: Sendable {
    /// What is listed.
    enum Listing: Int, Sendable, CaseIterable {
        case log, projections, letters

        var title: String {
            switch self {
            case .log: "Events"
            case .projections: "Projections"
            case .letters: "Dead letters"
            }
        }

        var next: Listing { Listing(rawValue: (rawValue + 1) % Listing.allCases.count) ?? .log }
    }

    var listing = Listing.log
    /// The filter that was entered, as typed.
    var filter = ""
    /// The filter while it is being typed.
    var typedFilter: String?

    /// The rows of the listing under the filter, worked out when the page is looked at and something has changed.
    var rows: [EventsRow] = []
    /// Rows that the filter hides.
    var hidden = 0
    /// The rows must be worked out anew before they are shown.
    var isOutdated = true

    /// A person has moved the cursor: it stays on its row then, and is on the newest until then.
    var isTouched = false
    var cursor = ListCursor<EventsRow.ID>()
    var detail = DetailPane<EventsRow.ID>()

    var activeFilter: String { typedFilter ?? filter }
    var selected: EventsRow? { rows.indices.contains(cursor.row) ? rows[cursor.row] : nil }
}

/// A row of the page.
enum EventsRow: Sendable, Identifiable {
    case event(EventReport, EventSource.ID)
    case projection(ProjectionReport, EventSource.ID)
    case letter(DeadLetterReport, EventSource.ID)

    enum ID: Hashable, Sendable {
        case event(EventSource.ID, Int)
        case projection(EventSource.ID, String)
        case letter(EventSource.ID, String)
    }

    var id: ID {
        switch self {
        case .event(let event, let source): .event(source, event.position)
        case .projection(let projection, let source): .projection(source, projection.name)
        case .letter(let letter, let source): .letter(source, letter.id)
        }
    }

    var source: EventSource.ID {
        switch self {
        case .event(_, let source), .projection(_, let source), .letter(_, let source): source
        }
    }

    /// The event that it is or is about.
    var event: EventReport? {
        switch self {
        case .event(let event, _): event
        case .letter(let letter, _): letter.event
        case .projection: nil
        }
    }
}
