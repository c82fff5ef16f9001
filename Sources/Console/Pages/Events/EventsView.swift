import Foundation
import Operations
import TerminalUI

/// The log as it grows, read models with their positions, dead letters; and one of them in full.
struct EventsView: Widget {
    let state: State

    private var page: EventsPage { state.events }
    private var board: EventBoard { state.observation.events }

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let selected = page.selected
        let layout = ListDetailLayout(isDetailOpen: page.detail.isOpen && selected != nil, in: rect)
        layout.draw(page.detail, title: title(theme), on: &frame, theme: theme) { frame in
            drawTable(in: layout.tree, on: &frame, theme: theme)
            frame.note(note(theme), in: layout.note)
        } detail: { width in
            selected.map { EventDetail(row: $0, state: state, theme: theme, width: width) }
                .map { ($0.title(), $0.lines()) }
        }
    }

    private func title(_ theme: Theme) -> StyledText {
        var title = StyledText.empty
        for listing in EventsPage.Listing.allCases {
            if !title.isEmpty { title += "  ".styled(.plain) }
            let count = count(of: listing)
            let words = count > 0 ? "\(listing.title) \(CountText.short(count))" : listing.title
            let isBad = listing == .letters && count > 0
            title += words.styled(listing == page.listing ? theme.title : isBad ? theme.warning : theme.dim)
        }
        let marked = state.acting.marks.count { if case .letter = $0 { true } else { false } }
        if marked > 0 { title += "  * \(CountText.grouped(marked)) marked".styled(theme.key) }
        if !page.activeFilter.isEmpty {
            title +=
                "  \(CountText.grouped(page.rows.count)) shown, ".styled(theme.warning)
                + "\(CountText.grouped(page.hidden)) hidden".styled(theme.warning)
                + " by \"\(page.activeFilter)\"".styled(theme.match)
        }
        return title
    }

    private func count(of listing: EventsPage.Listing) -> Int {
        switch listing {
        case .log: board.sources.reduce(0) { $0 + $1.events.count }
        case .projections: board.sources.reduce(0) { $0 + $1.projections.count }
        case .letters: board.sources.reduce(0) { $0 + $1.letters.count }
        }
    }

    private func drawTable(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let cells = EventCells(state: state, theme: theme, width: rect.width)
        var table = Table(
            columns: cells.columns(page.listing), count: page.rows.count, cursor: page.cursor,
            isFocused: !page.detail.isFocused, emptyText: emptyText.styled(theme.dim)
        ) { cells.row(page.rows[$0]) }
        if !page.isTouched { table.selected = page.listing == .log ? nil : table.selected }
        frame.draw(table, in: rect, theme: theme)
    }

    private var emptyText: String {
        if board.sources.isEmpty {
            return " nothing to show: give services[].operations in the config, the URL of their Operations API"
        }
        if !page.activeFilter.isEmpty { return " nothing matches; Esc clears the filter" }
        let silent = board.sources.compactMap { source in source.trouble.map { "\(source.title): \($0)" } }
        if silent.count == board.sources.count, let first = silent.first { return " no service answers: \(first)" }
        return switch page.listing {
        case .log: " no event yet"
        case .projections: " no service tells of a projection or subscription"
        case .letters: " no dead letters: every event was handled"
        }
    }

    /// The row in words, or who does not answer.
    private func note(_ theme: Theme) -> StyledText {
        let silent = board.sources.filter { $0.trouble != nil }
        if !silent.isEmpty, !page.isTouched {
            let first = silent.first.map { "\($0.title): \($0.trouble ?? "")" } ?? ""
            let more = silent.count > 1 ? " (and \(silent.count - 1) more)" : ""
            return "\(theme.art.triangle) not told by \(first)\(more)".styled(theme.warning)
        }
        guard let row = page.selected else { return .empty }
        switch row {
        case .event(let event, _): return "\(event.type): ".styled(theme.accent) + StyledText(event.data.line)
        case .projection(let projection, _):
            let words = ProjectionWords(projection).sentence
            return "\(projection.name): ".styled(theme.accent) + StyledText(words)
        case .letter(let letter, _): return "\(letter.group): ".styled(theme.accent) + StyledText(letter.reason)
        }
    }
}
