import Foundation
import TerminalUI
import Traces

/// Works out the rows of the page: breakers, and their instances below them, under filter, order and folds.
struct BreakerRows {
    let page: BreakersPage
    let board: BreakerBoard
    let now: Date

    /// The visible rows from the top, and how many breakers the filter hides.
    /// - Complexity: O(breakers × log breakers)
    func rows() -> (rows: [BreakerRow], hidden: Int) {
        let filter = BreakerFilter(page.activeFilter)
        var groups: [(key: Double, breakers: [KnownBreaker])] = []
        var hidden = 0
        for group in grouped() {
            let drifts = Set(group.map { $0.state }).count > 1
            let shown =
                filter.isEmpty
                ? group : group.filter { isOpen($0) || filter.matches($0, drifts: drifts, now: now) }
            hidden += group.count - shown.count
            guard !shown.isEmpty else { continue }
            groups.append((shown.map(page.sort.key).max() ?? 0, shown))
        }
        if page.sort != .name {
            groups = groups.enumerated().sorted {
                ($1.element.key, $0.offset) < ($0.element.key, $1.offset)
            }.map(\.element)
        }
        var rows: [BreakerRow] = []
        rows.reserveCapacity(board.breakers.count)
        for group in groups { add(group.breakers, to: &rows) }
        return (rows, hidden)
    }

    /// What is being read does not vanish because it no longer matches: it was changed by what was done to it.
    private func isOpen(_ breaker: KnownBreaker) -> Bool {
        page.detail.isOpen && page.typedFilter == nil && page.detail.row == .breaker(breaker.id)
    }

    /// Breakers of one name in one service stand next to each other on the board.
    private func grouped() -> [[KnownBreaker]] {
        var groups: [[KnownBreaker]] = []
        for breaker in board.breakers {
            if let last = groups.last?.first, last.id.service == breaker.id.service, last.id.name == breaker.id.name {
                groups[groups.count - 1].append(breaker)
            } else {
                groups.append([breaker])
            }
        }
        return groups
    }

    private func add(_ breakers: [KnownBreaker], to rows: inout [BreakerRow]) {
        guard breakers.count > 1, let first = breakers.first else {
            rows += breakers.map { BreakerRow(id: .breaker($0.id), position: TreePosition(), breakers: [$0]) }
            return
        }
        let id = BreakerRowID.group(service: first.id.service, name: first.id.name)
        let isFolded = page.folded.contains(id)
        rows.append(
            BreakerRow(id: id, position: TreePosition(fold: isFolded ? .folded : .unfolded), breakers: breakers))
        guard !isFolded else { return }
        for (number, breaker) in breakers.enumerated() {
            let position = TreePosition(ancestorsContinue: [false], isLast: number + 1 == breakers.count)
            rows.append(BreakerRow(id: .breaker(breaker.id), position: position, breakers: [breaker]))
        }
    }
}
