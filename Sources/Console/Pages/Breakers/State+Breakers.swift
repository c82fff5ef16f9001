import Foundation
import Probes
import TerminalUI
import Traces

extension State {
    var breakersScopes: [Scope] { breakers.detail.isFocused ? [.breakerDetail, .breakers] : [.breakers] }

    /// The breaker that the cursor is on, as it is shown; `nil` for a group, and where there is none.
    var selectedBreaker: KnownBreaker? { breakers.selectedRow?.breaker }

    /// Brings rows, cursor and detail up to what is observed.
    mutating func followBreakers() {
        if breakers.isOutdated { rebuildBreakerRows() }
        breakers.cursor.follow(
            count: breakers.rows.count, height: breakersHeight,
            id: { [rows = breakers.rows] in
                rows[$0].id
            })
        if breakers.rows.isEmpty { breakers.detail.close() }
        breakers.detail.follow(breakers.cursor.selected)
    }

    private var breakersHeight: Int {
        ListDetailLayout.treeHeight(isDetailOpen: breakers.detail.isOpen, in: factsRect)
    }

    mutating func rebuildBreakerRows() {
        (breakers.rows, breakers.hidden) = BreakerRows(page: breakers, board: board, now: moment).rows()
        breakers.isOutdated = false
    }

    mutating func moveOnBreakers(_ move: ListMove) -> [Effect] {
        guard breakers.detail.isFocused, let row = breakers.selectedRow else {
            breakers.cursor.move(
                move, count: breakers.rows.count, height: breakersHeight,
                id: { [rows = breakers.rows] in
                    rows[$0].id
                })
            return []
        }
        let rect = ListDetailLayout(isDetailOpen: true, in: factsRect).detail
        let detail = BreakerDetail(row: row, state: self, theme: theme, width: rect.width - 2)
        breakers.detail.scroll(move, count: detail.lines().count, height: rect.height)
        return []
    }

    mutating func clickBreakers(_ point: Point) -> [Effect] {
        let layout = ListDetailLayout(
            isDetailOpen: breakers.detail.isOpen,
            in: Rect(size: pageRect.size).inset(top: FactNotices(state: self).height))
        if layout.detail.contains(point) || layout.detailTitle.contains(point) {
            breakers.detail.isFocused = true
            return []
        }
        let line = point.y - layout.tree.y - 1
        guard layout.tree.contains(point), line >= 0 else { return [] }
        breakers.detail.isFocused = false
        guard breakers.cursor.top + line < breakers.rows.count else { return [] }
        return moveOnBreakers(.screenLine(line))
    }

    mutating func performOnBreakers(_ command: Command) -> [Effect]? {
        switch command {
        case .open: return openBreaker()
        case .back: return closeOnBreakers()
        case .switchPane: return switchBreakersPane()
        case .filter: return openPrompt(.filterBreakers, text: breakers.filter)
        case .nextMatch: return stepOnBreakers(1)
        case .previousMatch: return stepOnBreakers(-1)
        case .sort:
            breakers.sort = breakers.sort.next
            breakers.isOutdated = true
            return []
        case .fold: return foldBreaker()
        case .copy: return copyBreaker()
        case .export: return exportBreakers()
        default: return nil
        }
    }
}

// MARK: - Opening, stepping, folding

extension State {
    private mutating func openBreaker() -> [Effect] {
        guard breakers.selectedRow != nil else {
            say("nothing to open here", .refusal)
            return []
        }
        breakers.detail.open()
        return []
    }

    /// One thing at a time: first the detail, then the filter; then `nil`, and the way leads back.
    private mutating func closeOnBreakers() -> [Effect]? {
        if breakers.detail.isOpen {
            let leadsBack = breakers.detail.isFromElsewhere
            breakers.detail.close()
            breakers.isOutdated = true
            return leadsBack ? nil : []
        }
        guard !breakers.filter.isEmpty else { return nil }
        return submitBreakersFilter("")
    }

    private mutating func switchBreakersPane() -> [Effect] {
        guard breakers.detail.isOpen, pageRect.width >= ListDetailLayout.besideFrom else {
            say("nothing stands beside the breakers: Enter opens one", .refusal)
            return []
        }
        breakers.detail.isFocused.toggle()
        return []
    }

    /// To the next breaker that is not closed; under a filter, to the next row at all.
    private mutating func stepOnBreakers(_ step: Int) -> [Effect] {
        let rows = breakers.rows
        let takesAny = !breakers.activeFilter.isEmpty
        guard !rows.isEmpty else { return [] }
        for distance in 1...rows.count {
            let place = (breakers.cursor.row + step * distance + rows.count * distance) % rows.count
            guard takesAny || rows[place].worst?.state != .closed else { continue }
            breakers.cursor.select(rows[place].id)
            return []
        }
        say("every breaker is closed")
        return []
    }

    private mutating func foldBreaker() -> [Effect] {
        guard let row = breakers.selectedRow else { return [] }
        let group = BreakerRowID.group(service: row.id.service, name: row.id.name)
        guard breakers.rows.contains(where: { $0.id == group }) else {
            say("\(row.id.name) has one instance: nothing to fold", .refusal)
            return []
        }
        if breakers.folded.remove(group) == nil {
            breakers.folded.insert(group)
            breakers.cursor.select(group)
        }
        breakers.isOutdated = true
        return []
    }
}

// MARK: - Filter, copy, coming from another page

extension State {
    mutating func typeBreakersFilter(_ text: String) -> [Effect] {
        breakers.typedFilter = text.trimmingCharacters(in: .whitespaces)
        breakers.isOutdated = true
        return []
    }

    mutating func submitBreakersFilter(_ text: String) -> [Effect]? {
        breakers.filter = text.trimmingCharacters(in: .whitespaces)
        breakers.typedFilter = nil
        breakers.isOutdated = true
        return []
    }

    private mutating func copyBreaker() -> [Effect] {
        guard let row = breakers.selectedRow, let breaker = row.worst else {
            say("nothing to copy", .refusal)
            return []
        }
        say("copied")
        return [.copy(SafeText.visible(BreakerWords(breaker, now: moment).line))]
    }

    /// Puts the cursor on a breaker, out from under a filter, and opens it.
    mutating func showBreaker(_ id: KnownBreaker.ID) -> [Effect] {
        guard board[id] != nil else {
            say("nothing tells of the breaker \(id.name) in \(id.service) any more", .refusal)
            return []
        }
        breakers.folded.remove(.group(service: id.service, name: id.name))
        rebuildBreakerRows()
        if !breakers.rows.contains(where: { $0.id == .breaker(id) }) {
            say("filter \"\(breakers.activeFilter)\" cleared: it hid \(id.name)")
            breakers.filter = ""
            breakers.typedFilter = nil
            rebuildBreakerRows()
        }
        breakers.cursor.select(.breaker(id))
        breakers.detail.open(fromElsewhere: true)
        return []
    }
}
