/// How one endpoint is asked. `live` talks to the network; a test puts its own answer here.
public struct Prober: Sendable {
    /// Asks once and ends within the endpoint's timeout, by itself. Cancelling the task ends it at once.
    public var probe: @Sendable (Endpoint) async -> ProbeResult

    /// Gives back what it holds (sockets); called once, when polling has ended.
    public var close: @Sendable () async -> Void

    public init(
        probe: @escaping @Sendable (Endpoint) async -> ProbeResult, close: @escaping @Sendable () async -> Void = {}
    ) {
        self.probe = probe
        self.close = close
    }
}
