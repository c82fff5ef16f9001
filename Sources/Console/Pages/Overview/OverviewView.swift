import Foundation
import Probes
import TerminalUI
import Traces

/// What is wrong, what changed, and how busy everything is.
struct OverviewView: Widget {
    let state: State

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let layout = OverviewLayout(of: state, in: rect)
        rule(attentionTitle(theme), above: layout.attention, of: .attention, on: &frame, theme: theme)
        drawAttention(in: layout.attention, on: &frame, theme: theme)
        rule(timelineTitle(theme), above: layout.timeline, of: .timeline, on: &frame, theme: theme)
        drawTimeline(in: layout.timeline, on: &frame, theme: theme)
        rule(StyledText("Last 5 minutes", theme.title), above: layout.rates, of: .rates, on: &frame, theme: theme)
        drawRates(in: layout.rates, on: &frame, theme: theme)
    }

    private func rule(
        _ title: StyledText, above rect: Rect, of pane: OverviewPage.Pane, on frame: inout Frame, theme: Theme
    ) {
        let style = state.overview.focus == pane ? theme.accent : theme.border
        frame.rule(title, in: Rect(x: rect.x, y: rect.y - 1, width: rect.width, height: 1), style: style)
    }
}

// MARK: - Needs attention

extension OverviewView {
    private func attentionTitle(_ theme: Theme) -> StyledText {
        var title = StyledText("Needs attention", theme.title)
        let count = state.overview.items.count
        if count > 0 { title.append(" \(count)", theme.warning) }
        return title
    }

    private func drawAttention(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let page = state.overview
        guard !page.items.isEmpty else {
            let line = calm(theme)
            frame.put(line, at: Point(x: rect.x + 1, y: rect.y), width: rect.width - 1)
            return
        }
        let titles = longest(page.items.map(\.title), most: max(12, rect.width / 4))
        let states = longest(page.items.map(\.state), most: 16)
        let columns = [
            Column("", .fixed(1)), Column("", .fixed(titles)), Column("", .fixed(states)),
            Column("", .fixed(7), align: .trailing, priority: 2), Column("", .fill(), least: 10),
        ]
        // Four gaps, and the scroll bar that may be there.
        let room = rect.width - 1 - titles - states - 7 - 5
        let table = Table(
            columns: columns, count: page.items.count, cursor: page.attentionCursor,
            isFocused: page.focus == .attention, hasHeader: false
        ) { index in attentionRow(page.items[index], room: room, theme) }
        frame.draw(hiding(table, .attention), in: rect, theme: theme)
    }

    /// A column's width: that of its longest text, so that names are whole as long as there is room for them.
    private func longest(_ texts: [String], most: Int) -> Int {
        min(most, texts.lazy.map { DisplayWidth.of($0) }.max() ?? 0)
    }

    private func calm(_ theme: Theme) -> StyledText {
        let probes = state.observation.probes
        if probes.endpoints.isEmpty, state.observation.traces.source.files.isEmpty {
            return "nothing is watched: the config names no services and no trace log".styled(theme.dim)
        }
        if probes.endpoints.contains(where: { $0.lastResultAt == nil }) {
            return "waiting for the first answers".styled(theme.dim)
        }
        return "\(theme.art.check) nothing".styled(theme.good)
            + "  all services answer as they should".styled(theme.dim)
    }

    private func attentionRow(_ item: AttentionItem, room: Int, _ theme: Theme) -> Table.Row {
        let claim = state.overview.claim(on: item, now: state.now)
        let color = item.isStale ? theme.unknown : item.severity == .bad ? theme.bad : theme.warning
        let style = claim == nil ? color : theme.dim
        let since = item.since.map { DurationText.age(seconds: state.now.timeIntervalSince($0)) } ?? ""
        var reason = StyledText.empty
        if let claim {
            let until = state.options.clock.minute(claim.until)
            let owner = claim.owner == state.options.operatorName ? "mine" : "\(claim.owner)'s"
            reason.append("\(owner) until \(until)" + (claim.note.isEmpty ? "" : ": \(claim.note)") + "  ", theme.info)
        }
        reason.append(item.reason, claim == nil ? .plain : theme.dim)
        if !item.consequences.isEmpty {
            reason = following(reason, item.consequences, room: room, theme)
        }
        return Table.Row([
            sign(item.isStale ? .question : item.sign, theme.art).styled(style),
            item.title.styled(claim == nil ? theme.accent : theme.dim),
            item.state.styled(style), since.styled(theme.dim), reason,
        ])
    }

    /// A long reason leaves room for what follows from it: how much else is wrong matters more than its last words.
    private func following(
        _ reason: StyledText, _ consequences: [String], room: Int, _ theme: Theme
    ) -> StyledText {
        let count = "  +\(consequences.count)"
        let all = count + ": " + consequences.joined(separator: ", ")
        if DisplayWidth.of(reason) + DisplayWidth.of(all) <= room { return reason + all.styled(theme.dim) }
        let tail = room < 60 ? count : all
        let width = room - min(DisplayWidth.of(tail), max(DisplayWidth.of(count), room / 3)) - 2
        guard let line = TextWrap.lines(of: reason, width: max(1, width)).first, DisplayWidth.of(line) * 2 > width
        else { return reason + tail.styled(theme.dim) }
        let mark = DisplayWidth.of(line) < DisplayWidth.of(reason) ? theme.art.ellipsis : ""
        return line + (mark + tail).styled(theme.dim)
    }

    private func sign(_ sign: AttentionItem.Sign, _ art: LineArt) -> String {
        switch sign {
        case .cross: art.cross
        case .triangle: art.triangle
        case .diamond: art.diamond
        case .exclamation: art.exclamation
        case .question: art.question
        }
    }
}

// MARK: - Timeline

extension OverviewView {
    private func timelineTitle(_ theme: Theme) -> StyledText {
        var title = StyledText("Timeline", theme.title)
        let filter = state.overview.timelineFilter
        if !filter.isEmpty { title.append(" with \"\(filter)\": \(state.overview.timeline.count)", theme.match) }
        return title
    }

    private func drawTimeline(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let page = state.overview
        let columns = [
            Column("", .fixed(8)),
            Column("", .fixed(longest(page.timeline.map(\.subject), most: max(10, rect.width / 5)))),
            Column("", .fixed(7), priority: 2), Column("", .fill(), least: 10),
        ]
        let table = Table(
            columns: columns, count: page.timeline.count, cursor: page.timelineCursor,
            isFocused: page.focus == .timeline, hasHeader: false,
            emptyText: page.timelineFilter.isEmpty
                ? " no change seen yet".styled(theme.dim)
                : " no change matches; Esc clears the filter".styled(theme.dim)
        ) { index in timelineRow(page.timeline[index], theme) }
        frame.draw(hiding(table, .timeline), in: rect, theme: theme)
    }

    /// A list without the keys shows no cursor, nor one whose cursor nobody has moved yet: what is on the first row
    /// changes there, and a cursor would claim that it does not.
    private func hiding(_ table: Table, _ pane: OverviewPage.Pane) -> Table {
        var table = table
        if state.overview.focus != pane || !state.overview.touched.contains(pane) { table.selected = nil }
        return table
    }

    private func timelineRow(_ entry: TimelineEntry, _ theme: Theme) -> Table.Row {
        let style: Style =
            switch entry.tone {
            case .good: theme.good
            case .warning: theme.warning
            case .bad: theme.bad
            case .neutral: theme.text
            }
        return Table.Row([
            state.options.clock.time(entry.at).styled(theme.dim), entry.subject.styled(theme.accent),
            entry.kind.styled(theme.dim), entry.text.styled(style),
        ])
    }
}

// MARK: - Rates

extension OverviewView {
    private func drawRates(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let page = state.overview
        let rates = state.observation.traces.rates
        let names = max(10, longest(rates.map(\.service), most: max(12, rect.width / 4)))
        // The trend must know its room: cut at the right it would lose the present.
        let trend = max(10, rect.width - 1 - names - 40)
        let columns = [
            Column("service", .fixed(names)), Column("req/s", .fixed(7), align: .trailing),
            Column("errors", .fixed(8), align: .trailing), Column("p50", .fixed(8), align: .trailing, priority: 2),
            Column("p99", .fixed(8), align: .trailing), Column("trend", .fixed(trend), priority: 3, least: 10),
        ]
        let table = Table(
            columns: columns, count: rates.count, cursor: page.ratesCursor, isFocused: page.focus == .rates,
            emptyText: " no requests in the trace log yet".styled(theme.dim)
        ) { index in rateRow(rates[index], trendWidth: trend, theme) }
        frame.draw(hiding(table, .rates), in: rect, theme: theme)
    }

    private func rateRow(_ rate: ServiceRate, trendWidth: Int, _ theme: Theme) -> Table.Row {
        let errors = CountText.percent(rate.errors, of: rate.requests)
        let style = rate.errorShare >= 0.05 ? theme.bad : rate.errors > 0 ? theme.warning : theme.dim
        // The last interval is still being filled: it would always look like a fall.
        let trend = Sparkline(rate.trend.dropLast().map { Double($0) })
        return Table.Row([
            rate.service.styled(theme.accent), StyledText(CountText.rate(rate.requestsPerSecond)), errors.styled(style),
            StyledText(DurationText.short(rate.p50)), StyledText(DurationText.short(rate.p99)),
            trend.text(width: trendWidth, art: theme.art).styled(theme.info),
        ])
    }
}
