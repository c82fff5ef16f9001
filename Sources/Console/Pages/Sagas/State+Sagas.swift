import Foundation
import TerminalUI

extension State {
    var sagasScopes: [Scope] { sagas.detail.isFocused ? [.sagaDetail, .sagas] : [.sagas] }

    /// The saga that keys are about, as it is shown: that under the cursor, or the open one.
    var selectedSaga: KnownSaga? { sagas.selected.flatMap { saga($0) } }

    /// A saga with all that is known of it. - Complexity: O(1)
    func saga(_ id: KnownSaga.ID) -> KnownSaga? { sagaIndex.entry(id).flatMap { observation.saga($0) } }

    /// Keeps cursor and detail on their saga.
    mutating func followSagas() {
        let open = sagas.detail.isOpen ? sagas.selected : nil
        if let open, sagaIndex.row(of: open) != nil { sagas.cursor.select(open) }
        followSagasCursor()
        let isHidden = open.map { sagaIndex.row(of: $0) == nil && sagaIndex.entry($0) != nil } ?? false
        sagas.outsideFilter = isHidden ? open : nil
        if sagas.selected == nil { sagas.detail.close() }
        sagas.detail.follow(sagas.selected)
    }

    private mutating func followSagasCursor() {
        sagas.cursor.follow(
            count: sagaIndex.count, height: sagasHeight, id: sagaAt(sagaIndex),
            find: { [sagaIndex] in
                sagaIndex.row(of: $0)
            })
    }

    /// The list is asked for something else, or the cursor moves on: the keys are about its saga again.
    private mutating func leaveSagaOutsideFilter() {
        sagas.outsideFilter = nil
        followSagasCursor()
    }

    private func sagaAt(_ index: SagaIndex) -> (Int) -> KnownSaga.ID {
        { index[$0]?.id ?? KnownSaga.ID(service: "", id: "") }
    }

    private var sagasHeight: Int {
        ListDetailLayout.treeHeight(isDetailOpen: sagas.detail.isOpen, in: factsRect)
    }

    mutating func moveOnSagas(_ move: ListMove) -> [Effect] {
        guard sagas.detail.isFocused, let saga = selectedSaga else {
            sagas.outsideFilter = nil
            sagas.cursor.move(move, count: sagaIndex.count, height: sagasHeight, id: sagaAt(sagaIndex))
            return []
        }
        let rect = ListDetailLayout(isDetailOpen: true, in: factsRect).detail
        let detail = SagaDetail(saga: saga, state: self, theme: theme, width: rect.width - 2)
        sagas.detail.scroll(move, count: detail.lines().count, height: rect.height)
        return []
    }

    mutating func clickSagas(_ point: Point) -> [Effect] {
        let layout = ListDetailLayout(
            isDetailOpen: sagas.detail.isOpen, in: Rect(size: pageRect.size).inset(top: FactNotices(state: self).height)
        )
        if layout.detail.contains(point) || layout.detailTitle.contains(point) {
            sagas.detail.isFocused = true
            return []
        }
        let line = point.y - layout.tree.y - 1
        guard layout.tree.contains(point), line >= 0 else { return [] }
        sagas.detail.isFocused = false
        guard sagas.cursor.top + line < sagaIndex.count else { return [] }
        return moveOnSagas(.screenLine(line))
    }

    mutating func performOnSagas(_ command: Command) -> [Effect]? {
        switch command {
        case .open: return openSaga()
        case .back: return closeOnSagas()
        case .switchPane: return switchSagasPane()
        case .filter: return openPrompt(.filterSagas, text: sagas.filter)
        case .nextMatch: return stepOnSagas(1)
        case .previousMatch: return stepOnSagas(-1)
        case .sort:
            askSagas(sagaIndex.filter, sagaIndex.sort.next)
            return []
        case .copy: return copySaga()
        case .export: return exportSaga()
        default: return nil
        }
    }
}

// MARK: - Opening and stepping

extension State {
    /// Asks for all of the saga that is opened, once, where its service can say more than the list does.
    mutating func openSagaEffects() -> [Effect] {
        let wanted = page == .sagas && sagas.detail.isOpen ? sagas.selected : nil
        let api = wanted.flatMap { sagaIndex.entry($0)?.api }
        let asked = api == nil ? nil : wanted
        guard asked != sagas.asked else { return [] }
        sagas.asked = asked
        return [.openSaga(asked?.id, api: api)]
    }
}

extension State {
    private mutating func openSaga() -> [Effect] {
        guard selectedSaga != nil else {
            say("nothing to open here", .refusal)
            return []
        }
        sagas.detail.open()
        return []
    }

    /// One thing at a time: first the detail, then the filter; then `nil`, and the way leads back.
    private mutating func closeOnSagas() -> [Effect]? {
        if sagas.detail.isOpen {
            let leadsBack = sagas.detail.isFromElsewhere
            sagas.detail.close()
            return leadsBack ? nil : []
        }
        guard !sagas.filter.isEmpty else { return nil }
        return cleared(sagas.filter, submitSagasFilter(""))
    }

    private mutating func switchSagasPane() -> [Effect] {
        guard sagas.detail.isOpen, pageRect.width >= ListDetailLayout.besideFrom else {
            say("nothing stands beside the sagas: Enter opens one", .refusal)
            return []
        }
        sagas.detail.isFocused.toggle()
        return []
    }

    /// To the next saga that is stuck or needs hands; under a filter, to the next row at all.
    private mutating func stepOnSagas(_ step: Int) -> [Effect] {
        let count = sagaIndex.count
        guard count > 0 else { return [] }
        let takesAny = !sagaIndex.filter.isEmpty
        for distance in 1...count {
            let row = (sagas.cursor.row + step * distance + count * distance) % count
            guard let entry = sagaIndex[row], takesAny || entry.needsHands || entry.isStuck(at: moment) else {
                continue
            }
            sagas.outsideFilter = nil
            sagas.cursor.select(entry.id)
            return []
        }
        say("no saga is stuck or needs attention")
        return []
    }

    private mutating func copySaga() -> [Effect] {
        guard let saga = selectedSaga else {
            say("nothing to copy", .refusal)
            return []
        }
        say("copied")
        return [.copy(SafeText.visible(SagaWords(saga, now: moment).line))]
    }
}

// MARK: - The filter, and coming from another page

extension State {
    /// Filters as one types; what cannot be read is pointed at and leaves the list as it is.
    mutating func typeSagasFilter(_ text: String) -> [Effect] {
        guard let filter = readSagasFilter(text) else { return [] }
        askSagas(filter, sagaIndex.sort)
        return []
    }

    /// The list that is shown and the newest one are asked the same.
    private mutating func askSagas(_ filter: SagaFilter, _ sort: SagaSort) {
        let shown = moment
        latest.askSagas(filter, sort, now: now)
        held?.askSagas(filter, sort, now: shown)
        leaveSagaOutsideFilter()
    }

    mutating func submitSagasFilter(_ text: String) -> [Effect]? {
        guard let filter = readSagasFilter(text) else { return nil }
        sagas.filter = filter.source
        askSagas(filter, sagaIndex.sort)
        return []
    }

    private mutating func readSagasFilter(_ text: String) -> SagaFilter? {
        do throws(SagaFilter.Mistake) {
            return try SagaFilter(parsing: text)
        } catch {
            if overlay == nil { say(error.message, .failure) } else { complain(error.message, at: error.place) }
            return nil
        }
    }

    /// What the last word of a filter that is being typed could become.
    func sagasFilterCompletions(_ typed: String) -> (completions: [LineEditor.Completion], start: Int) {
        let word = typed.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        let start = typed.count - word.count
        let texts: [String]
        if word.hasPrefix("status:") {
            texts = SagaFilter.statusWords.map { "status:\($0)" }
        } else {
            texts = SagaFilter.keys.map { $0 == "touched" ? "touched:yes" : "\($0):" }
        }
        return (texts.filter { $0.hasPrefix(word) && $0 != word }.map { LineEditor.Completion($0) }, start)
    }

    /// Shows the sagas that a filter leaves.
    mutating func showSagas(filter: String) -> [Effect] {
        sagas.detail.close()
        return submitSagasFilter(filter) ?? []
    }

    /// Puts the cursor on a saga, out from under a filter, and opens it.
    mutating func showSaga(_ id: KnownSaga.ID) -> [Effect] {
        guard sagaIndex.entry(id) != nil else {
            say("nothing tells of saga \(id.id) any more: neither the trace log nor an Operations API", .refusal)
            return []
        }
        if sagaIndex.row(of: id) == nil {
            say("filter \"\(sagas.filter)\" cleared: it hid \(id.id)")
            _ = submitSagasFilter("")
        }
        sagas.outsideFilter = nil
        sagas.cursor.select(id)
        sagas.detail.open(fromElsewhere: true)
        return []
    }
}
