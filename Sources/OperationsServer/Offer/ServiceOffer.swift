import Operations

/// Everything that a service shows to operators and lets them do. What it has not, it leaves out: those lists are empty.
public struct ServiceOffer: Sendable {
    /// Its circuit breakers.
    public var breakers: [any BreakerOffer] = []
    /// Its bulkheads.
    public var bulkheads: [any BulkheadOffer] = []
    /// Its projections and subscriptions.
    public var projections: [any ProjectionOffer] = []
    /// Its dead letters.
    public var deadLetters: (any DeadLetterOffer)?
    /// Its sagas.
    public var sagas: (any SagaOffer)?
    /// Its events.
    public var events: (any EventOffer)?
    /// Who carries commands out. Of two that take the same kind, the first does.
    public var handlers: [any CommandHandler] = []

    /// Nothing yet.
    public init() {}

    /// Adds something with all that it offers.
    public mutating func add(_ part: any Sendable) {
        if let part = part as? any BreakerOffer { breakers.append(part) }
        if let part = part as? any BulkheadOffer { bulkheads.append(part) }
        if let part = part as? any ProjectionOffer { projections.append(part) }
        if let part = part as? any DeadLetterOffer { deadLetters = part }
        if let part = part as? any SagaOffer { sagas = part }
        if let part = part as? any EventOffer { events = part }
        if let part = part as? any CommandHandler { handlers.append(part) }
    }

    /// The kinds of commands that somebody carries out.
    var kinds: [CommandKind] {
        let taken = Set(handlers.flatMap(\.kinds))
        return CommandKind.known.filter(taken.contains)
            + taken.filter { !$0.isKnown }.sorted { $0.rawValue < $1.rawValue }
    }

    func handler(of kind: CommandKind) -> (any CommandHandler)? {
        handlers.first { $0.kinds.contains(kind) }
    }
}
