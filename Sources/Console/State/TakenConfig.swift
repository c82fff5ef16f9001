/// What a changed config says about the screen itself.
public struct TakenConfig: Sendable, Equatable {
    /// Who acts from now on.
    public var operatorName: String
    /// Nothing can be changed from now on.
    public var isReadOnly: Bool
    /// Services that want no attention, for good.
    public var mutedServices: Set<String>

    /// A changed config.
    public init(operatorName: String, isReadOnly: Bool = false, mutedServices: Set<String> = []) {
        self.operatorName = operatorName
        self.isReadOnly = isReadOnly
        self.mutedServices = mutedServices
    }
}
