import Foundation
import Probes
import TerminalUI

/// Services with their instances and checks, and one of them in full.
struct ServicesView: Widget {
    let state: State

    private var page: ServicesPage { state.services }

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let layout = ListDetailLayout(isDetailOpen: page.isDetailOpen && page.selectedRow != nil, in: rect)
        if !layout.tree.isEmpty {
            frame.rule(title(theme), in: layout.title, style: page.isDetailFocused ? theme.border : theme.accent)
            drawTree(in: layout.tree, on: &frame, theme: theme)
            drawNote(in: layout.note, on: &frame, theme: theme)
        }
        for y in layout.line.rows {
            frame.put(theme.art.vertical, at: Point(x: layout.line.x, y: y), style: theme.border)
        }
        if !layout.detail.isEmpty { drawDetail(layout, on: &frame, theme: theme) }
    }

    /// The order, and what the filter hides.
    private func title(_ theme: Theme) -> StyledText {
        let name = StyledText("Services", theme.title)
        let order = "  \(page.sort.words)".styled(theme.dim)
        guard !page.activeFilter.isEmpty else { return name + order }
        let noun = state.observation.probes.services.count == page.total ? "service" : "endpoint"
        let shown = CountText.of(page.total - page.hidden, noun)
        // How many are hidden comes before the filter itself, which may be long.
        return name + "  \(shown), \(CountText.grouped(page.hidden)) hidden".styled(theme.warning)
            + " by \"\(page.activeFilter)\"".styled(theme.match) + order
    }

    private func drawTree(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let columns = ServicesColumns(width: rect.width)
        let cells = ServiceCells(state: state, theme: theme, columns: columns)
        let rows = page.rows
        let tree = Tree(
            label: columns.label(names: page.nameWidth, sort: page.sort), columns: columns.columns(sort: page.sort),
            count: rows.count,
            cursor: page.cursor, isFocused: !page.isDetailFocused, hasHeader: true, emptyText: emptyText(theme)
        ) { cells.row(rows[$0]) }
        frame.draw(tree, in: rect, theme: theme)
    }

    private func emptyText(_ theme: Theme) -> StyledText {
        page.total == 0
            ? " no services: the config names none".styled(theme.dim)
            : " nothing matches; Esc clears the filter".styled(theme.dim)
    }

    /// The row under the cursor in words, which rarely fit into its columns.
    private func drawNote(in rect: Rect, on frame: inout Frame, theme: Theme) {
        guard !rect.isEmpty, let row = page.selectedRow else { return }
        frame.note(note(row, theme), in: rect)
    }

    private func note(_ row: ServiceRow, _ theme: Theme) -> StyledText {
        switch row.subject {
        case .service(let summary):
            return "\(summary.name): ".styled(theme.accent) + StyledText(summary.reason)
        case .endpoint(let status):
            let isMuted = state.isMuted(status.id)
            let look = StateLook(status, isMuted: isMuted, now: state.moment, theme)
            return "\(state.observation.title(of: status.id)): ".styled(theme.accent)
                + EndpointNotes(status, state: state).line(theme, look)
        case .check(let check, let status):
            let path = check.id.joined(separator: " \(theme.art.moreRight) ")
            let detail = check.detail.isEmpty ? check.health.rawValue : check.detail
            return "\(state.observation.title(of: status.id)) \(path): ".styled(theme.accent) + StyledText(detail)
        }
    }

    private func drawDetail(_ layout: ListDetailLayout, on frame: inout Frame, theme: Theme) {
        guard let row = page.selectedRow else { return }
        let detail = ServiceDetail(row: row, state: state, theme: theme, width: layout.detail.width - 2)
        frame.rule(
            detail.title(), in: layout.detailTitle, style: page.isDetailFocused ? theme.accent : theme.border)
        let place = layout.detail.inset(left: 1)
        frame.draw(TextPane(detail.lines(), top: page.detailTop, wraps: false), in: place, theme: theme)
    }
}
