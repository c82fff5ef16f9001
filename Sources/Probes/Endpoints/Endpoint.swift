/// The settings of one probed endpoint. Everything but `id` and `target` has a default.
public struct Endpoint: Sendable, Hashable, Identifiable {
    public var id: EndpointID
    public var target: ProbeTarget
    /// From the start of one probe to the start of the next; more than zero.
    public var interval: Duration
    /// For the whole probe: name lookup, connect, TLS, request, answer; more than zero.
    public var timeout: Duration
    /// A healthy answer that took longer is `degraded`.
    public var degradedAbove: Duration
    /// So many bad results in a row make a known endpoint `unhealthy`; from 1.
    public var unhealthyAfter: Int
    /// So many good results in a row make an `unhealthy` endpoint better again; from 1.
    public var healthyAfter: Int
    public var tier: ProbeTier
    public var format: HealthFormat
    public var tls: ProbeTLS
    public var headers: [ProbeHeader]
    /// True when each address that the target's host name resolves to is an instance of its own.
    public var everyAddress: Bool
    /// Connect to this address (IPv4 or IPv6 without brackets) in place of the host's own; request and certificate
    /// check keep the host's name. Set for the instances that `everyAddress` finds.
    public var address: String?

    public init(
        id: EndpointID,
        target: ProbeTarget,
        interval: Duration = .seconds(5),
        timeout: Duration = .seconds(3),
        degradedAbove: Duration = .seconds(1),
        unhealthyAfter: Int = 2,
        healthyAfter: Int = 2,
        tier: ProbeTier = .normal,
        format: HealthFormat = .auto,
        tls: ProbeTLS = .standard,
        headers: [ProbeHeader] = [],
        everyAddress: Bool = false,
        address: String? = nil
    ) {
        self.id = id
        self.target = target
        self.interval = interval
        self.timeout = timeout
        self.degradedAbove = degradedAbove
        self.unhealthyAfter = unhealthyAfter
        self.healthyAfter = healthyAfter
        self.tier = tier
        self.format = format
        self.tls = tls
        self.headers = headers
        self.everyAddress = everyAddress
        self.address = address
    }
}
