import ConsoleConfig

/// What a changed config says about the screen itself.
public struct TakenConfig: Sendable, Equatable {
    /// Who acts from now on.
    public var operatorName: String
    /// Nothing can be changed from now on.
    public var isReadOnly: Bool
    /// Services that want no attention, for good.
    public var mutedServices: Set<String>
    /// The theme that it chooses.
    public var theme: ThemeChoice
    /// When to ring.
    public var alerts: AlertPolicy

    /// A changed config.
    public init(
        operatorName: String, isReadOnly: Bool = false, mutedServices: Set<String> = [], theme: ThemeChoice = .auto,
        alerts: AlertPolicy = AlertPolicy()
    ) {
        self.theme = theme
        self.alerts = alerts
        self.operatorName = operatorName
        self.isReadOnly = isReadOnly
        self.mutedServices = mutedServices
    }
}
