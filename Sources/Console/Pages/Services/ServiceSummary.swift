import Foundation
import Probes

/// A service with several instances as one row: each figure is that of the worst instance, so that none hides.
struct ServiceSummary: Sendable {
    let name: String
    let instances: [EndpointStatus]

    var health: Health { Health.ofInstances(instances.lazy.map(\.health)) }

    /// Since when it has this health: it is all good (or all bad) since the last instance became so, and in between
    /// since the first instance left.
    var since: Date? {
        switch health {
        case .healthy, .unhealthy: instances.compactMap(\.since).max()
        case .degraded, .unknown: instances.filter { $0.health != .healthy }.compactMap(\.since).min()
        }
    }

    /// `1 of 3 unhealthy: 10.0.0.7:8080 connection refused`.
    var reason: String {
        let bad = instances.filter { $0.health != .healthy }
        guard let worst = bad.max(by: { $0.health < $1.health }) else {
            return "all \(instances.count) instances are healthy"
        }
        let count = bad.count { $0.health == worst.health }
        return "\(count) of \(instances.count) \(worst.health.rawValue): \(worst.id.instance) \(worst.reason)"
    }

    var last: Duration? { instances.compactMap(\.newestLatency).max() }
    var p50: Duration? { instances.compactMap(\.latency.p50).max() }
    var p99: Duration? { instances.compactMap(\.latency.p99).max() }

    var uptime: Uptime {
        Uptime(
            fiveMinutes: instances.compactMap(\.uptime.fiveMinutes).min(),
            hour: instances.compactMap(\.uptime.hour).min(), day: instances.compactMap(\.uptime.day).min())
    }
}

extension EndpointStatus {
    /// The latency of the newest probe; `nil` when it got no answer, however quick the one before was.
    var newestLatency: Duration? { recent.isEmpty ? latency.last : recent.last?.latency }
}
