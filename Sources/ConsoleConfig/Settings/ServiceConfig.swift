/// One service of the config: where its instances answer, and when their answers count as bad.
public struct ServiceConfig: Sendable, Equatable {
    /// Unique within the file; the `service.name` of its spans.
    public var name: String
    /// At least one.
    public var instances: [InstanceConfig]
    /// The root of the Operations API of the service as a whole, such as `http://127.0.0.1:18081/ops/v1`.
    public var operations: EndpointAddress?
    /// Time between two probes of one instance, 100 ms to 1 d.
    public var interval: Duration
    /// Time that a probe may take, 10 ms to 10 min.
    public var timeout: Duration
    /// A healthy answer slower than this counts as degraded, 1 ms to 10 min.
    public var degradedAbove: Duration
    /// Bad answers in a row before the service is called unhealthy, 1 to 100.
    public var unhealthyAfter: Int
    /// Good answers in a row before it is called healthy again, 1 to 100.
    public var healthyAfter: Int
    /// The bulkhead that its probes share.
    public var tier: ServiceTier
    /// How the answer is read.
    public var format: AnswerFormat
    /// One instance for each address that the host's name resolves to.
    public var everyAddress: Bool
    /// A file whose first line is the bearer token of the Operations API; `nil` sends none.
    public var tokenFile: String?
    /// Headers of every probe, in the order of the file.
    public var headers: [HeaderConfig]
    /// How TLS is checked; the system's trust by default.
    public var tls: TLSConfig
    /// Probed and shown, but never needs attention and never alerts.
    public var mute: Bool

    /// A service with the defaults of the file.
    public init(
        name: String, instances: [InstanceConfig], operations: EndpointAddress? = nil, interval: Duration = .seconds(5),
        timeout: Duration = .seconds(1),
        degradedAbove: Duration = .seconds(1), unhealthyAfter: Int = 2, healthyAfter: Int = 2,
        tier: ServiceTier = .normal, format: AnswerFormat = .auto, everyAddress: Bool = false,
        tokenFile: String? = nil, headers: [HeaderConfig] = [], tls: TLSConfig = TLSConfig(), mute: Bool = false
    ) {
        self.name = name
        self.instances = instances
        self.operations = operations
        self.interval = interval
        self.timeout = timeout
        self.degradedAbove = degradedAbove
        self.unhealthyAfter = unhealthyAfter
        self.healthyAfter = healthyAfter
        self.tier = tier
        self.format = format
        self.everyAddress = everyAddress
        self.tokenFile = tokenFile
        self.headers = headers
        self.tls = tls
        self.mute = mute
    }
}

extension ServiceConfig {
    /// Every Operations API of the service, its own first and then those of its instances, each once.
    public var operationsAddresses: [EndpointAddress] {
        var seen: Set<EndpointAddress> = []
        return ([operations] + instances.map(\.operations)).compactMap(\.self).filter { seen.insert($0).inserted }
    }
}

/// One running process of a service, as the config names it.
public struct InstanceConfig: Sendable, Equatable {
    /// What the screen calls it; `nil` where the service has one instance or the address is name enough.
    public var name: String?
    /// The address that is probed.
    public var health: EndpointAddress
    /// The root of its own Operations API; `nil` where the service's is the one to ask, or there is none.
    public var operations: EndpointAddress?

    /// An instance that answers at `health`.
    public init(name: String? = nil, health: EndpointAddress, operations: EndpointAddress? = nil) {
        self.name = name
        self.health = health
        self.operations = operations
    }
}

/// The bulkhead of a service's probes: a slow `reporting` service never holds up a `critical` one.
public enum ServiceTier: String, Sendable, CaseIterable {
    /// Never waits behind the others.
    case critical
    /// The usual.
    case normal
    /// May wait.
    case reporting
}

/// How a health answer is read.
public enum AnswerFormat: String, Sendable, CaseIterable {
    /// Told from each answer anew.
    case auto
    /// The project's own `{"status", "checks": {…}}`.
    case native
    /// Spring Boot Actuator, resilience4j's breakers inside.
    case spring
    /// `application/health+json`, the IETF draft.
    case healthJSON = "health+json"
    /// Eclipse MicroProfile Health.
    case microprofile
    /// ASP.NET Core, the text and the JSON writer.
    case aspnet
    /// `/livez`, `/readyz` and `/healthz`, with or without `?verbose`.
    case kubernetes
    /// The admin interface's `/ready` and `/clusters`.
    case envoy
    /// The health calls of catalog and agent.
    case consul
    /// `/actuator/circuitbreakers`.
    case resilience4j
    /// The first word of a text, else the HTTP status.
    case plain
    /// The HTTP status alone; the body is not read.
    case status
}
