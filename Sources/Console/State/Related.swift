/// What belongs to a row: where one key leads from it, on every page.
struct Related: Sendable, Equatable {
    /// `T`
    var traces: Destination?
    /// `S`
    var saga: Destination?
    /// `B`
    var breaker: Destination?
    /// `O`
    var service: Destination?
    /// `V`
    var events: Destination?
    /// `A`
    var audit: Destination?

    init(
        traces: Destination? = nil, saga: Destination? = nil, breaker: Destination? = nil, service: Destination? = nil,
        events: Destination? = nil, audit: Destination? = nil
    ) {
        (self.traces, self.saga, self.breaker, self.service) = (traces, saga, breaker, service)
        (self.events, self.audit) = (events, audit)
    }

    /// Where a command leads; `nil` where nothing of the kind is known of the row.
    func destination(_ command: Command) -> Destination? {
        switch command {
        case .showTraces: traces
        case .showSaga: saga
        case .showBreaker: breaker
        case .showService: service
        case .showEvents: events
        case .showAudit: audit
        default: nil
        }
    }

    /// Why a command leads nowhere.
    static func absence(_ command: Command) -> String {
        switch command {
        case .showTraces: "no trace is known of this row"
        case .showSaga: "no saga is known of this row"
        case .showBreaker: "no breaker is known of this row"
        case .showEvents: "no event is known of this row"
        case .showAudit: "nothing that was done is known of this row"
        default: "no service is known of this row"
        }
    }
}
