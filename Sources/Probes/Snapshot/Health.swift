/// The state of a service, an instance, an endpoint or one check inside its answer.
///
/// Comparable by badness: `healthy < unknown < degraded < unhealthy`, so the worst of several is their `max()`
/// (formats.md 2.1: "order unhealthy > degraded > unknown > healthy").
public enum Health: String, Sendable, Codable, CaseIterable, Comparable {
    case healthy
    case unknown
    case degraded
    case unhealthy

    /// 0 is the best (`healthy`), 3 the worst (`unhealthy`).
    public var badness: Int {
        switch self {
        case .healthy: 0
        case .unknown: 1
        case .degraded: 2
        case .unhealthy: 3
        }
    }

    /// True when the first is better than the second.
    public static func < (left: Health, right: Health) -> Bool { left.badness < right.badness }
}
