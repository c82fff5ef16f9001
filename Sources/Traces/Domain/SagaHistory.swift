/// All that was told of one saga, in order of time, and what follows from it. The order of arrival does not matter.
struct SagaHistory: Sendable {
    /// Tellings of one saga that are kept; beyond that the oldest go.
    static let limit = 2000
    /// Two tellings of the same thing by a log record and a span event lie at most this far apart, in nanoseconds.
    private static let samenessLimit: UInt64 = 50_000_000

    private(set) var facts: [DomainFacts.Fact] = []
    private var folded: ObservedSaga?

    /// When it was heard of last.
    var updated: UInt64 { facts.last?.change.time.nanoseconds ?? 0 }

    mutating func add(_ fact: DomainFacts.Fact) {
        folded = nil
        let place = facts.firstIndex { SagaHistory.stands(fact, before: $0) } ?? facts.count
        facts.insert(fact, at: place)
        if facts.count > SagaHistory.limit { facts.removeFirst() }
    }

    static func stands(_ left: DomainFacts.Fact, before right: DomainFacts.Fact) -> Bool {
        let times = (left.change.time.nanoseconds, right.change.time.nanoseconds)
        if times.0 != times.1 { return times.0 < times.1 }
        if left.place.file != right.place.file { return left.place.file < right.place.file }
        return left.place.offset < right.place.offset
    }

    /// The same is told by an event too, or by a log record: what an event says is not said again by the span around it.
    func isToldBetter(_ fact: DomainFacts.Fact) -> Bool {
        guard case .saga(let own) = fact.change.event, fact.origin != .log else { return false }
        return facts.contains { other in
            guard case .saga(let told) = other.change.event, told.isSame(as: own),
                other.origin.rawValue < fact.origin.rawValue
            else { return false }
            if fact.origin == .span { return true }
            return other.change.time.since(fact.change.time).magnitude <= .nanoseconds(Int64(SagaHistory.samenessLimit))
        }
    }

    /// The saga as it follows from what was told.
    mutating func saga(id: String) -> ObservedSaga {
        if let folded { return folded }
        var fold = SagaFold(id: id)
        for fact in facts where !isToldBetter(fact) { fold.apply(fact) }
        folded = fold.saga
        return fold.saga
    }
}

extension SagaChange {
    /// Tells of the same thing: the same attempt at the same step.
    fileprivate func isSame(as other: SagaChange) -> Bool {
        guard kind == other.kind else { return false }
        if let index = stepIndex, let otherIndex = other.stepIndex {
            guard index == otherIndex else { return false }
        } else if step != other.step {
            return false
        }
        return attempt == nil || other.attempt == nil || attempt == other.attempt
    }
}

extension Duration {
    fileprivate var magnitude: Duration { self < .zero ? .zero - self : self }
}
