import Foundation

/// The sagas that are under way or need hands, a few numbers of each: all of them are looked over whenever anything has
/// changed, and tens of thousands may wait behind one breaker.
struct OpenSagas: Sendable {
    fileprivate struct Fact: Sendable {
        let slot: Int32
        let kind: Int32
        /// -1 where it has none.
        let error: Int32
        let service: Int32
        let needsHands: Bool
        let isReported: Bool
        let updated: TimeInterval
        let progressed: TimeInterval
    }

    /// An error of one kind of trouble.
    private struct KindError: Sendable, Hashable {
        let kind: Int32
        let text: String
    }

    private var facts: ContiguousArray<Fact> = []
    /// Where each slot's fact is; -1 where it has none.
    private var places: ContiguousArray<Int32> = []
    private var kinds = Interned<TroubledSagas.Kind>()
    private var errors = Interned<KindError>()
    private var services = Interned<String>()

    var isEmpty: Bool { facts.isEmpty }
    var count: Int { facts.count }

    /// What is in a slot now. - Complexity: O(1)
    mutating func put(_ entry: SagaEntry?, in slot: Int32) {
        remove(slot)
        guard let entry, entry.isUnderWay || entry.needsHands else { return }
        let kind = kinds.hold(.init(name: entry.name, step: entry.step, needsHands: entry.needsHands))
        let error = entry.error.isEmpty ? -1 : errors.hold(KindError(kind: kind, text: entry.error))
        while places.count <= Int(slot) { places.append(-1) }
        places[Int(slot)] = Int32(facts.count)
        facts.append(
            Fact(
                slot: slot, kind: kind, error: error, service: services.hold(entry.id.service),
                needsHands: entry.needsHands, isReported: entry.isReported,
                updated: entry.updated.timeIntervalSinceReferenceDate,
                progressed: entry.progressed.timeIntervalSinceReferenceDate))
    }

    private mutating func remove(_ slot: Int32) {
        guard Int(slot) < places.count, places[Int(slot)] >= 0 else { return }
        let place = Int(places[Int(slot)])
        places[Int(slot)] = -1
        let fact = facts[place]
        kinds.letGo(fact.kind)
        services.letGo(fact.service)
        if fact.error >= 0 { errors.letGo(fact.error) }
        let last = facts.removeLast()
        if place < facts.count {
            facts[place] = last
            places[Int(last.slot)] = Int32(place)
        }
    }

    /// The slots of those that only the trace log tells of.
    var unreported: [Int32] { facts.lazy.filter { !$0.isReported }.map(\.slot) }
}

// MARK: - Looking them over

extension OpenSagas {
    /// How they are at a moment.
    struct Look: Sendable {
        /// Under way and neither stuck nor left over.
        var running = 0
        /// Stuck or in need of hands, and not left over.
        var troubled = 0
        /// Those in trouble, by what they have in common.
        var groups: [TroubledSagas] = []
        /// Those that needed hands when their service was last heard of, long ago, and when the newest of them was.
        var leftInNeed = 0
        var leftInNeedHeard = Date.distantPast
    }

    fileprivate struct Tally {
        var count = 0
        var since = TimeInterval.infinity
        var updated = -TimeInterval.infinity
        var newest: Int32 = -1
        var members: (Int32, Int32) = (-1, -1)
    }

    /// - Parameter id: the identity of the saga in a slot, to tell two apart that changed at the same moment.
    /// - Complexity: O(open sagas), a few numbers each; what is made of them grows with the kinds of trouble.
    func look(at now: Date, voices: LogVoices, id: (Int32) -> String) -> Look {
        var look = Look()
        let now = now.timeIntervalSinceReferenceDate
        let heard = (0..<services.limit).map { number in
            services[Int32(number)].flatMap { voices.last(of: $0) }?.timeIntervalSinceReferenceDate ?? -.infinity
        }
        var tallies = [Tally](repeating: Tally(), count: kinds.limit)
        var errorCounts = [Int](repeating: 0, count: errors.limit)
        for fact in facts {
            let lastHeard = max(fact.updated, heard[Int(fact.service)])
            if !fact.isReported, now - lastHeard > LogVoices.goneAfter {
                guard fact.needsHands else { continue }
                look.leftInNeed += 1
                look.leftInNeedHeard = max(look.leftInNeedHeard, Date(timeIntervalSinceReferenceDate: lastHeard))
            } else if fact.needsHands || now - fact.progressed > KnownSaga.stuckAfter {
                look.troubled += 1
                tallies[Int(fact.kind)].add(fact, id: id)
                if fact.error >= 0 { errorCounts[Int(fact.error)] += 1 }
            } else {
                look.running += 1
            }
        }
        look.groups = groups(tallies, errorCounts)
        return look
    }

    private func groups(_ tallies: [Tally], _ errorCounts: [Int]) -> [TroubledSagas] {
        var texts: [Int32: [(text: String, count: Int)]] = [:]
        for (number, count) in errorCounts.enumerated() where count > 0 {
            guard let error = errors[Int32(number)] else { continue }
            texts[error.kind, default: []].append((error.text, count))
        }
        return tallies.enumerated().compactMap { number, tally in
            guard tally.count > 0, let kind = kinds[Int32(number)] else { return nil }
            return TroubledSagas(
                kind: kind, count: tally.count, since: Date(timeIntervalSinceReferenceDate: tally.since),
                newest: tally.newest, members: [tally.members.0, tally.members.1].filter { $0 >= 0 },
                errors: (texts[Int32(number)] ?? []).sorted { ($1.count, $0.text) < ($0.count, $1.text) })
        }
    }
}

extension OpenSagas.Tally {
    fileprivate mutating func add(_ fact: OpenSagas.Fact, id: (Int32) -> String) {
        count += 1
        since = min(since, fact.needsHands ? fact.updated : fact.progressed)
        if count == 1 { members.0 = fact.slot } else if count == 2 { members.1 = fact.slot }
        let isNewer =
            fact.updated == updated ? newest < 0 || id(fact.slot) > id(newest) : fact.updated > updated
        if isNewer { (updated, newest) = (fact.updated, fact.slot) }
    }
}
