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

    init(
        traces: Destination? = nil, saga: Destination? = nil, breaker: Destination? = nil, service: Destination? = nil
    ) {
        (self.traces, self.saga, self.breaker, self.service) = (traces, saga, breaker, service)
    }

    /// Where a command leads; `nil` where nothing of the kind is known of the row.
    func destination(_ command: Command) -> Destination? {
        switch command {
        case .showTraces: traces
        case .showSaga: saga
        case .showBreaker: breaker
        case .showService: service
        default: nil
        }
    }

    /// Why a command leads nowhere.
    static func absence(_ command: Command) -> String {
        switch command {
        case .showTraces: "no trace is known of this row"
        case .showSaga: "no saga is known of this row"
        case .showBreaker: "no breaker is known of this row"
        default: "no service is known of this row"
        }
    }
}
