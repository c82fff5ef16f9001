import Foundation
import TerminalUI

/// Breakers with their instances, and one of them in full.
struct BreakersView: Widget {
    let state: State

    private var page: BreakersPage { state.breakers }

    func render(in whole: Rect, on frame: inout Frame, theme: Theme) {
        let notices = FactNotices(state: state)
        notices.draw(in: whole, on: &frame, theme: theme)
        let rect = whole.inset(top: notices.height)
        let selected = page.selectedRow
        let layout = ListDetailLayout(isDetailOpen: page.detail.isOpen && selected != nil, in: rect)
        layout.draw(page.detail, title: title(theme), on: &frame, theme: theme) { frame in
            drawTree(in: layout.tree, on: &frame, theme: theme)
            drawNote(in: layout.note, on: &frame, theme: theme)
        } detail: { width in
            selected.map { BreakerDetail(row: $0, state: state, theme: theme, width: width) }
                .map { ($0.title(), $0.lines()) }
        }
    }

    /// The order, and what the filter hides.
    private func title(_ theme: Theme) -> StyledText {
        let name = StyledText("Breakers", theme.title)
        let order = "  \(page.sort.words)".styled(theme.dim)
        guard !page.activeFilter.isEmpty else { return name + order }
        let shown = CountText.of(state.board.breakers.count - page.hidden, "breaker")
        return name + "  \(shown), \(CountText.grouped(page.hidden)) hidden".styled(theme.warning)
            + " by \"\(page.activeFilter)\"".styled(theme.match) + order
    }

    private func drawTree(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let fates = state.acting.fates(at: state.now).filter { $0.key.kind == .breaker }
        let columns = BreakersColumns(width: rect.width, tellsCommands: !fates.isEmpty)
        let cells = BreakerCells(
            now: state.moment, theme: theme, columns: columns,
            fate: { fates.isEmpty ? nil : fates[state.target($0)] })
        let rows = page.rows
        let visible = page.cursor.top..<max(page.cursor.top, min(rows.count, page.cursor.top + rect.height))
        let names = visible.lazy.map { DisplayWidth.of(rows[$0].label) + 10 }.max() ?? 0
        let tree = Tree(
            label: columns.label(names: names, sort: page.sort), columns: columns.columns(sort: page.sort),
            count: rows.count, cursor: page.cursor, isFocused: !page.detail.isFocused, hasHeader: true,
            emptyText: emptyText(theme)
        ) { cells.row(rows[$0]) }
        frame.draw(tree, in: rect, theme: theme)
    }

    private func emptyText(_ theme: Theme) -> StyledText {
        guard state.board.breakers.isEmpty else {
            return " nothing matches; Esc clears the filter".styled(theme.dim)
        }
        return " no breaker is known yet: no trace log, health answer or Operations API tells of one".styled(theme.dim)
    }

    /// The row under the cursor in words, which rarely fit into its columns.
    private func drawNote(in rect: Rect, on frame: inout Frame, theme: Theme) {
        guard !rect.isEmpty, let row = page.selectedRow, let breaker = row.worst else { return }
        let cells = BreakerCells(now: state.moment, theme: theme, columns: BreakersColumns(width: rect.width))
        let separator = " \(theme.art.dotSeparator) ".styled(theme.dim)
        var notes = cells.notes(breaker, row)
        if notes.isEmpty { notes = [breaker.source.words(at: state.moment).styled(theme.dim)] }
        let place = breaker.id.instance.isEmpty || row.isGroup ? "" : " in \(breaker.id.instance)"
        let text = "\(breaker.id.name)\(place): ".styled(theme.accent) + notes.joined(separator: separator)
        frame.note(text, in: rect)
    }
}
