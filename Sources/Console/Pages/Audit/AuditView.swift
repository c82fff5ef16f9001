import Audit
import Foundation
import TerminalUI

/// Who did what, why, with what result, and whether the chain is whole.
struct AuditView: Widget {
    let state: State

    private var page: AuditPage { state.audit }

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let selected = page.selected
        let layout = ListDetailLayout(isDetailOpen: page.detail.isOpen && selected != nil, in: rect)
        layout.draw(page.detail, title: title(theme), on: &frame, theme: theme) { frame in
            drawTable(in: layout.tree, on: &frame, theme: theme)
            if let selected { frame.note(note(selected, theme), in: layout.note) }
        } detail: { width in
            selected.map { AuditDetail(action: $0, state: state, theme: theme, width: width) }
                .map { ($0.title(), $0.lines()) }
        }
    }

    private func title(_ theme: Theme) -> StyledText {
        var title = StyledText("Audit", theme.title)
        if !page.activeFilter.isEmpty {
            title +=
                "  \(CountText.of(page.actions.count, "action")), ".styled(theme.warning)
                + "\(CountText.grouped(page.total - page.actions.count)) hidden".styled(theme.warning)
                + " by \"\(page.activeFilter)\"".styled(theme.match)
        } else if page.total > 0 {
            title += "  \(CountText.of(page.total, "action"))".styled(theme.dim)
        }
        return title + "  ".styled(.plain) + chain(theme)
    }

    private func chain(_ theme: Theme) -> StyledText {
        if let failure = page.failure { return "\(theme.art.cross) \(failure)".styled(theme.bad) }
        guard page.isRead else { return "reading".styled(theme.dim) }
        let verdict = page.reading.verdict
        guard verdict.entries > 0 || !verdict.isWhole else { return .empty }
        return verdict.isWhole
            ? "\(theme.art.check) chain \(verdict)".styled(theme.good)
            : "\(theme.art.cross) chain \(verdict)".styled(theme.bad)
    }

    private func drawTable(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let shown = page.actions.dropFirst(page.cursor.top).prefix(rect.height)
        func longest(_ text: (AuditAction) -> String, most: Int) -> Int {
            min(most, shown.map { DisplayWidth.of(text($0)) }.max() ?? 0)
        }
        let columns = [
            Column("when", .fixed(longest({ moment($0) }, most: 16))),
            Column("who", .fixed(max(3, longest(\.who, most: 12)))),
            Column("what", .fixed(max(4, longest(\.intent.kind, most: 18)))),
            Column("on", .fixed(max(8, longest(\.intent.target, most: max(16, rect.width / 5))))),
            Column("service", .fixed(longest(\.intent.service, most: 14)), priority: 3),
            Column("result", .fixed(15)), Column("effect", .fixed(12), priority: 2), Column("why", .fill(), least: 8),
        ]
        let table = Table(
            columns: columns, count: page.actions.count, cursor: page.cursor, isFocused: !page.detail.isFocused,
            emptyText: emptyText(theme)
        ) { row(page.actions[$0], theme) }
        frame.draw(table, in: rect, theme: theme)
    }

    private func moment(_ action: AuditAction) -> String { state.options.clock.moment(action.at, now: state.now) }

    private func emptyText(_ theme: Theme) -> StyledText {
        if page.total > 0 { return " nothing matches; Esc clears the filter".styled(theme.dim) }
        if page.failure != nil { return " nothing can be shown, and nothing can be sent either".styled(theme.dim) }
        return " nothing has been done yet; every command that is sent is recorded here first".styled(theme.dim)
    }

    private func row(_ action: AuditAction, _ theme: Theme) -> Table.Row {
        let words = AuditWords(action)
        let style = words.style(theme)
        return Table.Row([
            moment(action).styled(theme.dim), StyledText(action.who), action.intent.kind.styled(theme.text),
            action.intent.target.styled(theme.accent), action.intent.service.styled(theme.dim),
            "\(words.sign(theme.art)) \(words.result)".styled(style), words.seen.styled(style),
            action.intent.reason.styled(theme.dim),
        ])
    }

    private func note(_ action: AuditAction, _ theme: Theme) -> StyledText {
        "\(action.intent.kind) \(action.intent.target): ".styled(theme.accent) + StyledText(AuditWords(action).sentence)
    }
}
