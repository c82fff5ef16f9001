import Foundation
import TerminalUI

/// Sagas by status with a bar of their steps, and one of them in full.
struct SagasView: Widget {
    let state: State

    private var page: SagasPage { state.sagas }
    private var index: SagaIndex { state.sagaIndex }
    private var now: Date { state.moment }

    func render(in whole: Rect, on frame: inout Frame, theme: Theme) {
        let notices = FactNotices(state: state)
        notices.draw(in: whole, on: &frame, theme: theme)
        let rect = whole.inset(top: notices.height)
        let saga = state.selectedSaga
        let layout = ListDetailLayout(isDetailOpen: page.detail.isOpen && saga != nil, in: rect)
        layout.draw(page.detail, title: title(theme), on: &frame, theme: theme) { frame in
            drawTable(in: layout.tree, on: &frame, theme: theme)
            if let saga { frame.note(note(saga, theme), in: layout.note) }
        } detail: { width in
            saga.map { SagaDetail(saga: $0, state: state, theme: theme, width: width) }
                .map { ($0.title(), $0.lines()) }
        }
    }

    /// How many of each status, and what the filter hides.
    private func title(_ theme: Theme) -> StyledText {
        var title = StyledText("Sagas", theme.title)
        if !index.filter.isEmpty {
            title +=
                "  \(CountText.grouped(index.count)) of \(CountText.of(index.total, "saga")), ".styled(theme.warning)
                + "\(CountText.grouped(index.total - index.count)) hidden".styled(theme.warning)
                + " by \"\(index.filter.source)\"".styled(theme.match)
        }
        let statuses: [KnownSaga.Status?] = [
            .needsAttention, .compensating, .waiting, .running, .abandoned,
            .compensated, .completed, nil,
        ]
        for status in statuses {
            guard let count = index.counts[status], count > 0 else { continue }
            let sign = SagaSign(status, word: status?.rawValue ?? "other")
            title += "  \(sign.mark(theme.art)) \(CountText.short(count)) \(sign.word)".styled(sign.style(theme))
        }
        let marked = state.acting.marks.count { if case .saga = $0 { true } else { false } }
        if marked > 0 { title += "  * \(CountText.grouped(marked)) marked".styled(theme.key) }
        return title + "  \(index.sort.words)".styled(theme.dim)
    }

    private func drawTable(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let top = page.cursor.top
        let visible = top..<max(top, min(index.count, top + rect.height))
        let entries = visible.compactMap { index[$0] }
        func longest(_ text: (SagaEntry) -> String) -> Int { entries.map { DisplayWidth.of(text($0)) }.max() ?? 0 }
        let fates = state.acting.fates(at: state.now).filter { $0.key.kind == .saga }
        var table = Table(
            columns: SagasColumns.columns(
                width: rect.width, ids: longest { $0.id.id } + (state.acting.marks.isEmpty ? 0 : 2),
                steps: longest(\.step), names: longest(\.name), sort: index.sort, tellsCommands: !fates.isEmpty),
            count: index.count, cursor: page.cursor, isFocused: !page.detail.isFocused, emptyText: emptyText(theme)
        ) { row(index[$0], fates, theme) }
        // The keys are about the open saga, which is not in the list.
        if page.outsideFilter != nil { table.selected = nil }
        frame.draw(table, in: rect, theme: theme)
    }

    private func emptyText(_ theme: Theme) -> StyledText {
        guard index.total == 0 else { return " no saga matches; Esc clears the filter".styled(theme.dim) }
        return " no saga is known yet: neither the trace log nor an Operations API tells of one".styled(theme.dim)
    }

    private func row(
        _ entry: SagaEntry?, _ fates: [RowFate.Target: RowFate], _ theme: Theme
    ) -> Table.Row {
        guard let entry, let saga = state.observation.saga(entry) else { return Table.Row([]) }
        let words = SagaWords(saga, now: now)
        let isStuck = saga.isStuck(at: now)
        let isQuiet = saga.source.isStale(at: now)
        func tone(_ style: Style) -> Style { isQuiet ? theme.dim : style }
        let sign = SagaSign(saga)
        let error = saga.current?.error ?? ""
        let isMarked = state.acting.marks.contains(.saga(saga.id))
        let mark = isMarked ? "* ".styled(theme.key) : .empty
        return Table.Row(
            [
                mark + saga.id.id.styled(tone(theme.accent)),
                isQuiet ? "\(theme.art.question) \(sign.word)".styled(theme.unknown) : sign.text(theme),
            ] + (fates.isEmpty ? [] : [fates[saga.id.target]?.text(theme) ?? .empty]) + [
                StepSign.bar(saga.steps, width: SagasColumns.barWidth, theme, isQuiet: isQuiet),
                entry.step.styled(tone(.plain)),
                words.progress.styled(tone(isStuck ? theme.warning : theme.dim)),
                saga.name.styled(theme.dim), saga.id.service.styled(theme.dim),
                state.options.clock.time(saga.started).styled(theme.dim),
                words.took.styled(theme.dim),
                why(saga, error, theme),
            ])
    }

    private func why(_ saga: KnownSaga, _ error: String, _ theme: Theme) -> StyledText {
        var parts: [StyledText] = []
        if saga.source.isStale(at: now) { parts.append(saga.source.words(at: now).styled(theme.unknown)) }
        if let touched = SagaWords(saga, now: now).touched(state.options.clock) {
            parts.append(touched.styled(theme.info))
        }
        if let disagreement = saga.disagreement { parts.append(disagreement.styled(theme.warning)) }
        if let cause = state.causes.why(saga) {
            parts.append(StyledText(cause.sentence))
        } else if saga.isUnderWay || saga.status == .needsAttention {
            parts.append(StyledText(saga.reason.isEmpty ? error : saga.reason))
        } else {
            parts.append((saga.reason.isEmpty ? error : saga.reason).styled(theme.dim))
        }
        return parts.joined(separator: " \(theme.art.dotSeparator) ".styled(theme.dim))
    }

    /// The saga under the cursor in words.
    private func note(_ saga: KnownSaga, _ theme: Theme) -> StyledText {
        let why = why(saga, saga.current?.error ?? "", theme)
        let rest = why.isEmpty ? saga.source.words(at: now).styled(theme.dim) : why
        return "\(saga.id.id): ".styled(theme.accent) + rest
    }
}
