/// All that was told of one breaker, in order of time. The order of arrival does not matter.
struct BreakerHistory: Sendable {
    /// Tellings that are kept, those after which the state was another; beyond that the oldest go.
    static let limit = 500
    private static let shownLimit = 50

    private(set) var facts: [DomainFacts.Fact] = []
    var rejected = 0

    /// When it was heard of last.
    var updated: UInt64 { facts.last?.change.time.nanoseconds ?? 0 }

    /// Takes in a telling. A span that merely names the state that was known already adds nothing.
    /// - Returns: whether something new was told.
    mutating func add(_ fact: DomainFacts.Fact) -> Bool {
        guard case .breaker(let told) = fact.change.event else { return false }
        let place = facts.firstIndex { SagaHistory.stands(fact, before: $0) } ?? facts.count
        if fact.origin == .span {
            if place > 0, facts[place - 1].state == told.state { return false }
            if place < facts.count, facts[place].origin == .span, facts[place].state == told.state {
                facts[place] = fact
                return true
            }
        } else if let same = facts.firstIndex(where: { $0.isSameTelling(as: fact) }) {
            guard fact.origin.rawValue < facts[same].origin.rawValue else { return false }
            facts[same] = fact
            return true
        }
        facts.insert(fact, at: place)
        if place + 1 < facts.count, facts[place + 1].origin == .span, facts[place + 1].state == told.state {
            facts.remove(at: place + 1)
        }
        if facts.count > BreakerHistory.limit { facts.removeFirst() }
        return true
    }

    /// The breaker as it follows from what was told; `nil` when nothing was.
    func breaker(_ id: ObservedBreaker.ID) -> ObservedBreaker? {
        var history: [ObservedBreaker.Change] = []
        var last: BreakerChange?
        for fact in facts.suffix(BreakerHistory.shownLimit) {
            guard let told = fact.told else { continue }
            last = told
            history.append(
                ObservedBreaker.Change(time: fact.change.time, state: told.state, trace: fact.change.trace))
        }
        guard let last, let since = history.last?.time else { return nil }
        return ObservedBreaker(
            id: id, state: last.state, since: since, reason: last.reason, failureRate: last.failureRate,
            slowCallRate: last.slowCallRate, rejected: rejected, history: history)
    }
}

extension DomainFacts.Fact {
    /// The state that a breaker is told to be in.
    fileprivate var state: ObservedBreaker.State? { told?.state }

    fileprivate var told: BreakerChange? {
        if case .breaker(let told) = change.event { return told }
        return nil
    }

    /// A log record and a span event of the same moment that tell the same change.
    fileprivate func isSameTelling(as other: DomainFacts.Fact) -> Bool {
        let apart = change.time.since(other.change.time)
        return state == other.state && origin != other.origin && origin != .span && other.origin != .span
            && apart < .milliseconds(50) && apart > .milliseconds(-50)
    }
}
