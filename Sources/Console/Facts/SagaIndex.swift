import Foundation
import OperationsWatching
import Traces

/// All sagas that are known, counted, filtered and in order. What changes costs by what changes: it is told which
/// sagas those are, and moves only them.
struct SagaIndex: Sendable {
    private(set) var entries: ContiguousArray<SagaEntry?> = []
    private var slots: [KnownSaga.ID: Int32] = [:]
    private var free: [Int32] = []
    /// Those that are under way or need hands.
    private(set) var open = OpenSagas()
    /// How many have each status; those with a word that nobody understands under `nil`.
    private(set) var counts: [KnownSaga.Status?: Int] = [:]
    /// How many have each name.
    private var names: [String: Int] = [:]
    private var ranks: [String: Int] = [:]

    private(set) var filter = SagaFilter.everything
    private(set) var sort = SagaSort.status
    private(set) var order = SagaOrder()
    /// The moment that the order's filter was asked at.
    private(set) var asked = Date.distantPast
    private var observed: [ObservedSaga] = []
    /// Where each saga stands among those of the trace log.
    private var places: [KnownSaga.ID: Int32] = [:]
    /// Who writes to the trace log.
    private var voices = LogVoices()
    /// The last change that was taken over from each Operations API.
    private var seen: [WatchedAPI.ID: Int] = [:]

    /// All of them, filtered or not.
    var total: Int { slots.count }
    /// Those that the filter leaves.
    var count: Int { order.count }

    init() {}

    /// The entry in a row of the order.
    subscript(row: Int) -> SagaEntry? { entries[Int(order.items[row].slot)] }

    func entry(_ id: KnownSaga.ID) -> SagaEntry? { slots[id].flatMap { entries[Int($0)] } }

    /// The saga of an id, by preference one that this service runs. - Complexity: O(sagas) where it does not.
    func id(_ id: String, near service: String) -> KnownSaga.ID? {
        let wanted = KnownSaga.ID(service: service, id: id)
        return slots[wanted] == nil ? slots.keys.first { $0.id == id } : wanted
    }

    /// The saga of an id that this service runs; `nil` where it runs none of that id. - Complexity: O(1)
    func known(_ id: String, near service: String) -> KnownSaga.ID? {
        let wanted = KnownSaga.ID(service: service, id: id)
        return slots[wanted] == nil ? nil : wanted
    }

    /// The row of a saga; `nil` where the filter hides it or nobody knows it. - Complexity: O(log n)
    func row(of id: KnownSaga.ID) -> Int? {
        guard let slot = slots[id], let entry = entries[Int(slot)] else { return nil }
        return order.place(of: item(entry, slot))
    }

    /// Sets filter and order. - Complexity: O(n log n)
    mutating func ask(_ filter: SagaFilter, _ sort: SagaSort, now: Date) {
        self.filter = filter
        self.sort = sort
        asked = now
        rebuild()
    }

    /// Asks the filter again: what it says of time may be another now.
    mutating func askAgain(now: Date) {
        guard filter.dependsOnTime else { return }
        asked = now
        rebuild()
    }

    private mutating func rebuild() {
        var items: ContiguousArray<SagaOrder.Item> = []
        items.reserveCapacity(slots.count)
        for (slot, entry) in entries.enumerated() {
            guard let entry, filter.matches(entry, now: asked) else { continue }
            items.append(item(entry, Int32(slot)))
        }
        order = SagaOrder(items)
    }

    private func item(_ entry: SagaEntry, _ slot: Int32) -> SagaOrder.Item {
        SagaOrder.Item(key: sort.key(entry, rank: sort == .name ? ranks[entry.name] ?? 0 : 0), slot: slot)
    }

    /// Sagas as they are now, and those that are gone.
    /// - Complexity: O(changes × log n)
    mutating func update(_ changed: [SagaEntry], gone: [KnownSaga.ID]) {
        guard !changed.isEmpty || !gone.isEmpty else { return }
        let known = names.count
        var removed: ContiguousArray<SagaOrder.Item> = []
        var touched: Set<Int32> = []
        for entry in changed {
            let slot = slot(of: entry.id)
            if touched.insert(slot).inserted, let old = entries[Int(slot)] { removed.append(item(old, slot)) }
            replace(slot, by: entry)
        }
        for id in gone {
            guard let slot = slots.removeValue(forKey: id), let old = entries[Int(slot)] else { continue }
            if touched.insert(slot).inserted { removed.append(item(old, slot)) }
            replace(slot, by: nil)
            free.append(slot)
        }
        if sort == .name, names.count != known {
            rank()
            rebuild()
            return
        }
        var added: ContiguousArray<SagaOrder.Item> = []
        for slot in touched {
            guard let entry = entries[Int(slot)], filter.matches(entry, now: asked) else { continue }
            added.append(item(entry, slot))
        }
        order.apply(removed: removed, added: added)
    }

    private mutating func slot(of id: KnownSaga.ID) -> Int32 {
        if let slot = slots[id] { return slot }
        let slot = free.popLast() ?? Int32(entries.count)
        if Int(slot) == entries.count { entries.append(nil) }
        slots[id] = slot
        return slot
    }

    private mutating func replace(_ slot: Int32, by entry: SagaEntry?) {
        if let old = entries[Int(slot)] {
            counts[old.status, default: 0] -= 1
            names[old.name, default: 0] -= 1
            if names[old.name] == 0 { names[old.name] = nil }
        }
        entries[Int(slot)] = entry
        open.put(entry, in: slot)
        guard let entry else { return }
        counts[entry.status, default: 0] += 1
        names[entry.name, default: 0] += 1
    }

    private mutating func rank() {
        ranks = Dictionary(uniqueKeysWithValues: names.keys.sorted().enumerated().map { ($1, $0) })
    }

    // MARK: - Trouble

    /// Those that are under way or need hands, as they are at a moment. - Complexity: O(open sagas)
    func look(at now: Date) -> OpenSagas.Look {
        open.look(at: now, voices: voices) { entries[Int($0)]?.id.id ?? "" }
    }

    /// The entry in a place that ``look(at:)`` has named.
    func entry(in slot: Int32) -> SagaEntry? {
        entries.indices.contains(Int(slot)) ? entries[Int(slot)] : nil
    }
}

// MARK: - From the trace log

extension SagaIndex {
    /// The sagas as the trace log tells them now.
    /// - Complexity: O(sagas of the log), mostly comparisons of what is shared with the telling before.
    mutating func take(_ sagas: [ObservedSaga], voices: LogVoices, source: FactSource) {
        self.voices = voices
        var before = places
        places.removeAll(keepingCapacity: true)
        var changed: [SagaEntry] = []
        for (place, saga) in sagas.enumerated() {
            let id = KnownSaga.ID(service: saga.service, id: saga.id)
            let old = before.removeValue(forKey: id).map(Int.init)
            places[id] = Int32(place)
            if let slot = slots[id], let entry = entries[Int(slot)] {
                if entry.isReported || old.map({ observed[$0] == saga }) ?? false {
                    entries[Int(slot)]?.observedPlace = Int32(place)
                    continue
                }
            }
            var entry = SagaEntry(KnownSaga(saga, source: source))
            entry.observedPlace = Int32(place)
            changed.append(entry)
        }
        var gone: [KnownSaga.ID] = []
        for id in before.keys {
            guard let slot = slots[id], let entry = entries[Int(slot)] else { continue }
            if entry.isReported { entries[Int(slot)]?.observedPlace = -1 } else { gone.append(id) }
        }
        observed = sagas
        update(changed, gone: gone)
        hear()
    }

    /// What is reported is never left over, whoever is heard.
    private mutating func hear() {
        for slot in open.unreported {
            guard let entry = entries[Int(slot)] else { continue }
            entries[Int(slot)]?.heard = voices.heard(entry.id.service, entry.updated)
        }
    }

    /// The sagas as the Operations APIs list them now.
    /// - Complexity: O(changes since the last time)
    mutating func take(_ operations: OperationsSnapshot) {
        var changed: [SagaEntry] = []
        var gone: [KnownSaga.ID] = []
        for service in operations.services {
            let table = service.sagas.value
            for (saga, row) in table.changes(after: seen[service.id] ?? -1) {
                let id = KnownSaga.ID(service: service.api.service, id: saga)
                guard let row else {
                    drop(id, &changed, &gone)
                    continue
                }
                var entry = SagaEntry(row, of: service.api)
                entry.observedPlace = places[id] ?? -1
                changed.append(entry)
            }
            seen[service.id] = table.lastChange
        }
        let left = Set(seen.keys).subtracting(operations.services.map(\.id))
        if !left.isEmpty {
            for entry in entries {
                if let entry, let api = entry.api, left.contains(api) { drop(entry.id, &changed, &gone) }
            }
            for api in left { seen[api] = nil }
        }
        update(changed, gone: gone)
    }

    /// No Operations API tells of a saga any more: the trace log has the word again.
    private func drop(_ id: KnownSaga.ID, _ changed: inout [SagaEntry], _ gone: inout [KnownSaga.ID]) {
        guard let place = places[id] else { return gone.append(id) }
        let source = FactSource(kind: .observed, asOf: nil, interval: BreakerBoard.logInterval)
        var entry = SagaEntry(KnownSaga(observed[Int(place)], source: source))
        entry.observedPlace = place
        entry.heard = voices.heard(entry.id.service, entry.updated)
        changed.append(entry)
    }

    /// The saga as the trace log tells it.
    func observed(_ entry: SagaEntry) -> ObservedSaga? {
        observed.indices.contains(Int(entry.observedPlace)) ? observed[Int(entry.observedPlace)] : nil
    }
}
