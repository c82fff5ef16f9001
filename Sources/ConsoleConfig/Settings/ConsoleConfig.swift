/// Everything that the console's config file says, with the defaults filled in.
///
/// Paths are already resolved against the folder of the config file, `${NAME}` against the environment.
/// `Documentation/configuration.md` lists the keys; it is generated from the same table that the reader checks by.
public struct ConsoleConfig: Sendable, Equatable {
    /// The services in the order of the file. Names are unique.
    public var services: [ServiceConfig]
    /// The trace log. Without files nothing is tailed.
    public var traceLog: TraceLogConfig
    /// Which foreign spans are sagas, steps and breakers.
    public var mapping: MappingConfig
    /// Who acts, and whether acting is allowed at all.
    public var `operator`: OperatorConfig
    /// Where every action is recorded.
    public var audit: AuditConfig
    /// Where the probes' history outlives a restart; `nil` keeps it in memory only.
    public var history: HistoryConfig?
    /// Where "mine until 14:30" is kept, so that other consoles on the machine see it.
    public var claims: ClaimsConfig
    /// How the console says that something new needs attention.
    public var alerts: AlertsConfig
    /// The colours of the screen.
    public var theme: ThemeChoice

    /// A config with its defaults.
    public init(
        services: [ServiceConfig] = [], traceLog: TraceLogConfig = TraceLogConfig(),
        mapping: MappingConfig = MappingConfig(), operator: OperatorConfig = OperatorConfig(),
        audit: AuditConfig = AuditConfig(), history: HistoryConfig? = nil, claims: ClaimsConfig = ClaimsConfig(),
        alerts: AlertsConfig = AlertsConfig(), theme: ThemeChoice = .auto
    ) {
        self.services = services
        self.traceLog = traceLog
        self.mapping = mapping
        self.operator = `operator`
        self.audit = audit
        self.history = history
        self.claims = claims
        self.alerts = alerts
        self.theme = theme
    }
}

extension ConsoleConfig {
    /// The file with the bearer token for a service's Operations API: its own, or the operator's.
    public func tokenFile(of service: ServiceConfig) -> String? { service.tokenFile ?? `operator`.tokenFile }
}
