/// What goes on around a service, as its traces tell, over the last minutes.
public struct TraceSurroundings: Sendable {
    /// Who calls whom, those with the most calls first.
    public let callers: [ServiceEdge]
    /// Sagas as the log tells them, newest first.
    public let sagas: [ObservedSaga]
    /// Requests and errors, by service.
    public let rates: [ServiceRate]

    /// What goes on.
    public init(callers: [ServiceEdge], sagas: [ObservedSaga], rates: [ServiceRate]) {
        self.callers = callers
        self.sagas = sagas
        self.rates = rates
    }
}
