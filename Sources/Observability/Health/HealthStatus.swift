/// How well something works. Ordered from good to bad, so that `max` is the overall status.
public enum HealthStatus: String, Sendable, Comparable, CaseIterable {
    case healthy
    case degraded
    case unhealthy

    private var badness: Int {
        switch self {
        case .healthy: 0
        case .degraded: 1
        case .unhealthy: 2
        }
    }

    public static func < (left: HealthStatus, right: HealthStatus) -> Bool { left.badness < right.badness }
}
