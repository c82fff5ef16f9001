/// What one check found.
public struct HealthFinding: Sendable, Equatable {
    /// A value in ``HealthFinding/details``.
    public enum Detail: Sendable, Equatable {
        case text(String)
        case integer(Int)
        case number(Double)
        case flag(Bool)
    }

    public var status: HealthStatus
    /// Facts for people, such as `responseTime` in milliseconds or `error`.
    public var details: [String: Detail]

    public init(_ status: HealthStatus, details: [String: Detail] = [:]) {
        self.status = status
        self.details = details
    }
}
