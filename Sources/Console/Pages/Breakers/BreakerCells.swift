import Foundation
import TerminalUI
import Traces

/// What stands in a row's columns.
struct BreakerCells {
    let now: Date
    let theme: Theme
    let columns: BreakersColumns
    /// What became of the last command on a breaker.
    var fate: (KnownBreaker) -> RowFate? = { _ in nil }

    func row(_ row: BreakerRow) -> Tree.Row {
        guard let breaker = row.worst else { return Tree.Row(row.position, StyledText(row.label)) }
        let isQuiet = row.breakers.allSatisfy { $0.source.isStale(at: now) }
        var label = row.label.styled(isQuiet ? theme.dim : row.position.depth == 0 ? theme.accent : .plain)
        if row.isGroup {
            label.append(" \(theme.art.isASCII ? "x" : "×")\(row.breakers.count)", theme.dim)
            if row.drifts { label.append(" drift", isQuiet ? theme.dim : theme.warning) }
        }
        return Tree.Row(
            row.position, label, cells: columns.kinds.map { cell($0, breaker, row, isQuiet: isQuiet) })
    }

    private func cell(
        _ kind: BreakersColumns.Kind, _ breaker: KnownBreaker, _ row: BreakerRow, isQuiet: Bool
    ) -> StyledText {
        func plain(_ text: String) -> StyledText { text.styled(isQuiet ? theme.dim : .plain) }
        let words = BreakerWords(breaker, now: now)
        switch kind {
        case .service: return row.position.depth == 0 ? breaker.id.service.styled(theme.dim) : .empty
        case .state: return state(breaker, isQuiet: isQuiet)
        case .command: return row.breakers.lazy.compactMap(fate).first?.text(theme) ?? .empty
        case .since:
            return plain(breaker.since.map { DurationText.age(seconds: now.timeIntervalSince($0)) } ?? "-")
        case .failed: return rate(breaker.failureRate, limit: breaker.failureThreshold, isQuiet: isQuiet)
        case .slow: return rate(breaker.slowRate, limit: breaker.slowThreshold, isQuiet: isQuiet)
        case .calls: return count(breaker.calls, isQuiet: isQuiet)
        case .refused: return count(breaker.rejections, isQuiet: isQuiet)
        case .trial: return (words.nextTrial ?? "").styled(isQuiet ? theme.dim : theme.info)
        case .strip:
            return BreakerStrip(breaker).text(BreakersColumns.stripWidth, until: now, theme, isQuiet: isQuiet)
        case .notes:
            let separator = " \(theme.art.dotSeparator) ".styled(theme.dim)
            return notes(breaker, row).joined(separator: separator)
        }
    }

    /// A stale state is what was said last, and says so.
    private func state(_ breaker: KnownBreaker, isQuiet: Bool) -> StyledText {
        let sign = BreakerSign(breaker.state)
        guard isQuiet else { return sign.text(theme) }
        return "\(theme.art.question) \(sign.word)".styled(theme.unknown)
    }

    private func rate(_ percent: Double?, limit: Double?, isQuiet: Bool) -> StyledText {
        guard let percent else { return "n/a".styled(theme.dim) }
        let style = percent >= limit ?? 50 ? theme.bad : percent > 0 ? Style.plain : theme.dim
        return CountText.percent(percent).styled(isQuiet ? theme.dim : style)
    }

    private func count(_ count: Int?, isQuiet: Bool) -> StyledText {
        guard let count else { return "-".styled(theme.dim) }
        return CountText.short(count).styled(isQuiet || count == 0 ? theme.dim : .plain)
    }

    func notes(_ breaker: KnownBreaker, _ row: BreakerRow) -> [StyledText] {
        var notes: [StyledText] = []
        if breaker.source.isStale(at: now) { notes.append(breaker.source.words(at: now).styled(theme.unknown)) }
        if row.drifts { notes.append(drift(row).styled(theme.warning)) }
        if let override = BreakerWords(breaker, now: now).override {
            notes.append("set \(override)".styled(theme.info))
        }
        if let disagreement = breaker.disagreement { notes.append(disagreement.styled(theme.warning)) }
        if !breaker.reason.isEmpty {
            notes.append(breaker.reason.styled(breaker.state == .closed ? theme.dim : .plain))
        }
        return notes
    }

    /// `its instances differ: 2 OPEN, 1 CLOSED`.
    private func drift(_ row: BreakerRow) -> String {
        let counts = Dictionary(grouping: row.breakers) { BreakerSign($0.state).word }.mapValues(\.count)
        let words = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
        return "its instances differ: " + words.joined(separator: ", ")
    }
}
