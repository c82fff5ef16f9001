/// Something that a service depends on and can ask how it is.
public protocol HealthCheck: Sendable {
    /// Its key in the answer; unique in a ``HealthService``.
    var name: String { get }
    /// How long it may take before it counts as unhealthy.
    var timeout: Duration { get }
    /// How it is. Throwing means unhealthy, with the error as the reason.
    func check() async throws -> HealthFinding
}

extension HealthCheck {
    /// Two seconds: shorter than the usual interval between polls.
    public var timeout: Duration { .seconds(2) }
}
