import Foundation
import Operations
import TerminalUI

extension State {
    var eventsScopes: [Scope] { events.detail.isFocused ? [.eventDetail, .events] : [.events] }

    /// Brings rows, cursor and detail up to what is known.
    mutating func followEvents() {
        if events.isOutdated { rebuildEventRows() }
        if !events.isTouched { events.cursor = ListCursor() }
        let rows = events.rows
        events.cursor.follow(count: rows.count, height: eventsHeight, id: { rows[$0].id })
        if rows.isEmpty { events.detail.close() }
        events.detail.follow(events.cursor.selected)
    }

    private var eventsHeight: Int { ListDetailLayout.treeHeight(isDetailOpen: events.detail.isOpen, in: pageRect) }

    private mutating func rebuildEventRows() {
        let all = EventRows(board: observation.events).rows(events.listing)
        let filter = EventFilter(events.activeFilter)
        events.rows = filter.isEmpty ? all : all.filter(filter.matches)
        events.hidden = all.count - events.rows.count
        events.isOutdated = false
    }

    mutating func moveOnEvents(_ move: ListMove) -> [Effect] {
        guard events.detail.isFocused, let row = events.selected else {
            let rows = events.rows
            events.isTouched = move != .home
            events.cursor.move(move, count: rows.count, height: eventsHeight, id: { rows[$0].id })
            return []
        }
        let rect = ListDetailLayout(isDetailOpen: true, in: pageRect).detail
        let detail = EventDetail(row: row, state: self, theme: theme, width: rect.width - 2)
        events.detail.scroll(move, count: detail.lines().count, height: rect.height)
        return []
    }

    mutating func clickEvents(_ point: Point) -> [Effect] {
        let layout = ListDetailLayout(isDetailOpen: events.detail.isOpen, in: Rect(size: pageRect.size))
        if layout.detail.contains(point) || layout.detailTitle.contains(point) {
            events.detail.isFocused = true
            return []
        }
        let line = point.y - layout.tree.y - 1
        guard layout.tree.contains(point), line >= 0 else { return [] }
        events.detail.isFocused = false
        guard events.cursor.top + line < events.rows.count else { return [] }
        return moveOnEvents(.screenLine(line))
    }

    mutating func performOnEvents(_ command: Command) -> [Effect]? {
        switch command {
        case .open: return openEvent()
        case .back: return closeOnEvents()
        case .switchView: return list(events.listing.next)
        case .showEventLog: return list(.log)
        case .showProjections: return list(.projections)
        case .showDeadLetters: return list(.letters)
        case .switchPane:
            events.detail.isFocused = events.detail.isOpen && !events.detail.isFocused
            return []
        case .filter: return openPrompt(.filterEvents, text: events.filter)
        case .copy: return copyEvent()
        case .export: return exportEvent()
        default: return nil
        }
    }

    private mutating func list(_ listing: EventsPage.Listing) -> [Effect] {
        events.listing = listing
        events.isTouched = false
        events.isOutdated = true
        events.detail.close()
        return []
    }

    private mutating func openEvent() -> [Effect] {
        guard events.selected != nil else {
            say("nothing to open here", .refusal)
            return []
        }
        events.isTouched = true
        events.detail.open()
        return []
    }

    private mutating func closeOnEvents() -> [Effect]? {
        if events.detail.isOpen {
            let leadsBack = events.detail.isFromElsewhere
            events.detail.close()
            return leadsBack ? nil : []
        }
        guard !events.filter.isEmpty else { return nil }
        return cleared(events.filter, submitEventsFilter(""))
    }

    private mutating func copyEvent() -> [Effect] {
        guard let json = events.selected.flatMap(EventExport.json) else {
            say("nothing to copy", .refusal)
            return []
        }
        say("copied as JSON")
        return [.copy(json)]
    }

    private mutating func exportEvent() -> [Effect] {
        guard let row = events.selected, let json = EventExport.json(row) else {
            say("nothing to export", .refusal)
            return []
        }
        return [.export(name: EventExport.name(row), json: json)]
    }

    mutating func typeEventsFilter(_ text: String) -> [Effect] {
        events.typedFilter = text
        events.isOutdated = true
        return []
    }

    mutating func submitEventsFilter(_ text: String) -> [Effect]? {
        events.filter = text.trimmingCharacters(in: .whitespaces)
        events.typedFilter = nil
        events.isOutdated = true
        return []
    }

    /// Shows the log under a filter.
    mutating func showEvents(filter: String) -> [Effect] { list(.log) + (submitEventsFilter(filter) ?? []) }
}
