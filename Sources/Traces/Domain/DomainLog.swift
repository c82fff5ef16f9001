/// What the log tells of sagas, breakers, commands and versions, kept within bounds.
public struct DomainLog: Sendable {
    /// Changes that a snapshot shows at most.
    public static let limit = 1000
    /// Sagas and breakers that are kept; those heard of longest ago leave first.
    static let subjectLimit = 2000

    private var sagas: [String: SagaHistory] = [:]
    private var breakers: [ObservedBreaker.ID: BreakerHistory] = [:]
    /// The last tellings of all, oldest first; which of them are said better elsewhere is decided when they are shown.
    private var recent: [DomainFacts.Fact] = []
    /// When each service's versions were seen first, in nanoseconds.
    private var versions: [String: [String: UInt64]] = [:]
    private var isChanged = true
    private var shown: (changes: [DomainChange], sagas: [ObservedSaga], breakers: [ObservedBreaker]) = ([], [], [])

    init() {}

    /// Takes in a telling. - Complexity: O(tellings of the same subject)
    mutating func add(_ fact: DomainFacts.Fact) {
        switch fact.change.event {
        case .saga(let told):
            sagas[told.id, default: SagaHistory()].add(fact)
            if sagas.count > DomainLog.subjectLimit * 5 / 4 { dropOldestSagas() }
        case .breaker(let told):
            let id = fact.change.breaker(told.name)
            guard breakers[id] != nil || breakers.count < DomainLog.subjectLimit else { return }
            guard breakers[id, default: BreakerHistory()].add(fact) else { return }
        case .command:
            guard !recent.contains(where: { $0.change == fact.change }) else { return }
        case .version: return
        }
        isChanged = true
        insert(fact)
    }

    private mutating func insert(_ fact: DomainFacts.Fact) {
        var low = 0
        var high = recent.count
        while low < high {
            let middle = (low + high) / 2
            if SagaHistory.stands(fact, before: recent[middle]) { high = middle } else { low = middle + 1 }
        }
        let limit = 2 * DomainLog.limit
        guard low > 0 || recent.count < limit else { return }
        recent.insert(fact, at: low)
        if recent.count > limit + limit / 4 { recent.removeFirst(recent.count - limit) }
    }

    /// A call was refused by a breaker without trying.
    mutating func noteRejection(_ id: ObservedBreaker.ID) {
        guard breakers[id] != nil || breakers.count < DomainLog.subjectLimit else { return }
        breakers[id, default: BreakerHistory()].rejected += 1
        isChanged = true
    }

    /// A service wrote with a version at a time.
    mutating func noteVersion(_ version: String, of service: String, time: UInt64) {
        let known = versions[service]?[version]
        guard known.map({ time < $0 }) ?? true else { return }
        versions[service, default: [:]][version] = time
        isChanged = true
    }

    private mutating func dropOldestSagas() {
        let times = sagas.values.map(\.updated).sorted()
        let limit = times[times.count - DomainLog.subjectLimit]
        sagas = sagas.filter { $0.value.updated >= limit }
    }

    /// What is known now; made anew only when something changed.
    mutating func current() -> (changes: [DomainChange], sagas: [ObservedSaga], breakers: [ObservedBreaker]) {
        guard isChanged else { return shown }
        isChanged = false
        var changes = recent.filter(isShown).suffix(DomainLog.limit).map(\.change) + versionChanges()
        changes.sort { $0.time < $1.time }
        var observed: [ObservedSaga] = []
        for id in Array(sagas.keys) {
            if let saga = sagas[id]?.saga(id: id) { observed.append(saga) }
        }
        let order = observed.indices.sorted {
            (observed[$0].started, observed[$0].id) > (observed[$1].started, observed[$1].id)
        }
        let states = breakers.compactMap { $1.breaker($0) }.sorted {
            ($0.id.service, $0.id.name, $0.id.namespace, $0.id.instance)
                < ($1.id.service, $1.id.name, $1.id.namespace, $1.id.instance)
        }
        shown = (Array(changes.suffix(DomainLog.limit)), order.map { observed[$0] }, states)
        return shown
    }

    /// It is not said better by another telling.
    private func isShown(_ fact: DomainFacts.Fact) -> Bool {
        switch fact.change.event {
        case .saga(let told): sagas[told.id].map { !$0.isToldBetter(fact) } ?? true
        case .breaker(let told): breakers[fact.change.breaker(told.name)]?.facts.contains(fact) ?? false
        case .command, .version: true
        }
    }

    private func versionChanges() -> [DomainChange] {
        versions.flatMap { service, times -> [DomainChange] in
            let ordered = times.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            return ordered.enumerated().map { number, entry in
                DomainChange(
                    time: Timestamp(nanoseconds: entry.value), service: service, instance: "", trace: nil, span: nil,
                    event: .version(
                        VersionChange(
                            version: entry.key, previous: number == 0 ? nil : ordered[number - 1].key)))
            }
        }
    }
}

extension DomainChange {
    /// The breaker of a name in the instance that wrote this.
    fileprivate func breaker(_ name: String) -> ObservedBreaker.ID {
        ObservedBreaker.ID(namespace: namespace, service: service, instance: instance, name: name)
    }
}
