import DequeModule
import Observability
import Synchronization

/// How the requests of the last half minute went. The service's own failures make it unhealthy, whatever their cause.
final class RequestWindow: HealthCheck {
    let name = "requests"

    /// Below this, shares say nothing.
    static let leastRequests = 5
    /// Requests that are looked at, at most.
    static let limit = 1000

    private struct Finished: Sendable {
        let at: Duration
        let failed: Bool
    }

    private let finished = Mutex<Deque<Finished>>([])
    private let length: Duration
    private let uptime: @Sendable () -> Duration

    /// - Parameter uptime: time since any fixed moment.
    init(length: Duration = .seconds(30), uptime: @escaping @Sendable () -> Duration) {
        self.length = length
        self.uptime = uptime
    }

    /// Measures by the system's steady clock.
    static func live() -> RequestWindow {
        let start = ContinuousClock.now
        return RequestWindow { start.duration(to: .now) }
    }

    func record(failed: Bool) {
        let now = uptime()
        finished.withLock { finished in
            finished.append(Finished(at: now, failed: failed))
            if finished.count > Self.limit { finished.removeFirst() }
        }
    }

    /// From a tenth of failures on degraded, from half of them on unhealthy.
    func check() -> HealthFinding {
        let oldest = uptime() - length
        let (all, failed) = finished.withLock { finished in
            while let first = finished.first, first.at < oldest { finished.removeFirst() }
            return (finished.count, finished.count { $0.failed })
        }
        let details: [String: HealthFinding.Detail] = ["requests": .integer(all), "failed": .integer(failed)]
        guard all >= Self.leastRequests else { return HealthFinding(.healthy, details: details) }
        let status: HealthStatus = failed * 2 >= all ? .unhealthy : failed * 10 >= all ? .degraded : .healthy
        return HealthFinding(status, details: details)
    }
}
