import Foundation
import Operations
import TerminalUI

/// What stands in the columns of the Events page.
struct EventCells {
    let state: State
    let theme: Theme
    let width: Int
    /// What became of the last commands on rows of the list.
    let fates: [RowFate.Target: RowFate]

    init(state: State, theme: Theme, width: Int) {
        self.state = state
        self.theme = theme
        self.width = width
        let kinds: Set<CommandKind.TargetKind> =
            state.events.listing == .letters ? [.deadLetter] : [.projection, .subscription]
        fates = state.acting.fates(at: state.now).filter { kinds.contains($0.key.kind) }
    }

    /// The column that tells of commands, where there is something to tell.
    private var commands: [Column] { fates.isEmpty ? [] : [RowFate.column(width: width)] }

    private func fate(_ row: EventsRow) -> [StyledText] {
        fates.isEmpty ? [] : [row.targets.lazy.compactMap { fates[$0] }.first?.text(theme) ?? .empty]
    }

    func columns(_ listing: EventsPage.Listing) -> [Column] {
        switch listing {
        case .log:
            [
                Column("when", .fixed(12)), Column("service", .fixed(12)),
                Column("position", .fixed(9), align: .trailing, priority: 3),
                Column("type", .fixed(max(16, min(26, width / 5)))),
                Column("stream", .fixed(max(14, min(44, width / 4)))), Column("what", .fill(), least: 10),
            ]
        case .projections:
            [
                Column("name", .fixed(max(16, min(32, width / 4)))), Column("service", .fixed(12)),
                Column("", .fixed(14)),
            ] + commands + [
                Column("position", .fixed(10), align: .trailing), Column("lag", .fixed(7), align: .trailing),
                Column("rate", .fixed(7), align: .trailing, priority: 2),
                Column("rebuild", .fixed(18), priority: 3), Column("", .fill(), least: 6),
            ]
        case .letters:
            [
                Column("last try", .fixed(12)), Column("group", .fixed(max(14, min(28, width / 5)))),
            ] + commands + [
                Column("service", .fixed(12), priority: 2), Column("type", .fixed(max(14, min(24, width / 6)))),
                Column("stream", .fixed(max(12, min(40, width / 6))), priority: 3),
                Column("tries", .fixed(5), align: .trailing),
                Column("waiting", .fixed(7), align: .trailing, priority: 3),
                Column("reason", .fill(), least: 10),
            ]
        }
    }

    func row(_ row: EventsRow) -> Table.Row {
        let source = state.observation.events[row.source]
        let isStale = source?.source.isStale(at: state.moment) ?? true
        func tone(_ style: Style) -> Style { isStale ? theme.dim : style }
        switch row {
        case .event(let event, let id):
            return Table.Row([
                time(event.time).styled(theme.dim), id.service.styled(theme.dim),
                "\(event.position)".styled(theme.dim), event.type.styled(theme.text),
                event.stream.styled(theme.accent), event.data.line.styled(theme.dim),
            ])
        case .projection(let projection, let id):
            let words = ProjectionWords(projection)
            return Table.Row(
                [
                    projection.name.styled(tone(theme.accent)), id.service.styled(theme.dim),
                    isStale ? "\(theme.art.question) stale".styled(theme.unknown) : words.state(theme),
                ] + fate(row) + [
                    CountText.grouped(projection.position).styled(tone(theme.text)),
                    CountText.short(projection.lag).styled(tone(projection.lag > 0 ? theme.warning : theme.dim)),
                    (projection.rate.map { CountText.rate($0) + "/s" } ?? "").styled(theme.dim),
                    rebuild(words), words.sentence.styled(theme.dim),
                ])
        case .letter(let letter, let id):
            let isMarked = state.acting.marks.contains(.letter(id, letter.id))
            let mark = isMarked ? "* ".styled(theme.key) : .empty
            return Table.Row(
                [
                    time(letter.lastFailure).styled(theme.dim), mark + letter.group.styled(tone(theme.accent)),
                ] + fate(row) + [
                    id.service.styled(theme.dim), letter.event.type.styled(theme.text),
                    letter.event.stream.styled(theme.dim), "\(letter.attempts)".styled(theme.text),
                    "\(letter.waitingBehind)".styled(letter.waitingBehind > 0 ? theme.warning : theme.dim),
                    letter.reason.styled(tone(theme.bad)),
                ])
        }
    }

    private func rebuild(_ words: ProjectionWords) -> StyledText {
        guard let share = words.share else { return .empty }
        let full = Int((share * 10).rounded(.down))
        let bar =
            String(repeating: theme.art.isASCII ? "#" : "█", count: full)
            + String(repeating: theme.art.isASCII ? "." : "░", count: 10 - full)
        return bar.styled(theme.info) + " \(CountText.percent(share * 100))".styled(theme.text)
    }

    private func time(_ date: Date) -> String {
        state.moment.timeIntervalSince(date) < 86_400
            ? state.options.clock.millisecond(date) : state.options.clock.moment(date, now: state.moment)
    }
}
