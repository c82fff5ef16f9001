import Foundation
import Probes

/// The facts about a service's endpoints as a JSON document. Its keys are stable:
///
/// - `kind` is `fusebox.service`, `version` 1, `exportedAt`, `service`, `endpoints`
/// - an endpoint: `instance`, `url`, `health`, `since`, `reason`, `flapping`, `stale`, `mutedUntil`, `statusCode`,
///   `format`, `lastResultAt`, `nextProbe`, `overdue`, `certificateExpires`,
///   `latency` {`lastMs`, `p50Ms`, `p99Ms`, `answers`, `failures`},
///   `uptime` {`fiveMinutes`, `hour`, `day`} from 0 to 1,
///   `settings` {`intervalMs`, `timeoutMs`, `degradedAboveMs`, `unhealthyAfter`, `healthyAfter`, `tier`, `format`},
///   `checks` [{`name`, `health`, `since`, `detail`, `checks`}],
///   `breakers` [{`name`, `state`, `failureRate`, `slowCallRate`, `calls`, `failedCalls`, `refusedCalls`}] in percent,
///   `recent` [{`at`, `health`, `latencyMs`, `statusCode`, `reason`}] oldest first,
///   `changes` [{`at`, `from`, `to`, `reason`}] oldest first
///
/// Times are RFC 3339 with milliseconds in UTC; what is not known is left out.
struct ServiceExport: Encodable {
    var kind = "fusebox.service"
    var version = 1
    var exportedAt: String
    var service: String
    var endpoints: [Endpoint]

    init(service: String, endpoints: [EndpointStatus], state: State) {
        exportedAt = Self.text(state.now)
        self.service = service
        self.endpoints = endpoints.map {
            Endpoint($0, mutedUntil: state.overview.mutes[$0.id], now: state.moment)
        }
    }

    /// Keys in alphabetical order, indented; `nil` where a number is none that JSON has.
    func json() -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    fileprivate static func text(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    fileprivate static func milliseconds(_ duration: Duration) -> Double {
        (duration.seconds * 1_000_000).rounded() / 1_000
    }
}

extension ServiceExport {
    struct Endpoint: Encodable {
        var instance: String
        var url: String
        var health: String
        var since: String?
        var reason: String
        var flapping: Bool
        var stale: Bool
        var mutedUntil: String?
        var statusCode: Int?
        var format: String?
        var lastResultAt: String?
        var nextProbe: String?
        var overdue: Int
        var certificateExpires: String?
        var latency: Latency
        var uptime: Uptime
        var settings: Settings
        var checks: [Check]
        var breakers: [Breaker]
        var recent: [Recent]
        var changes: [Change]

        init(_ status: EndpointStatus, mutedUntil: Date?, now: Date) {
            instance = status.id.instance
            url = status.endpoint.target.description
            health = status.health.rawValue
            since = status.since.map(ServiceExport.text)
            reason = status.reason
            flapping = status.isFlapping
            stale = status.isStale(at: now)
            self.mutedUntil = mutedUntil.map(ServiceExport.text)
            statusCode = status.statusCode
            format = status.format?.rawValue
            lastResultAt = status.lastResultAt.map(ServiceExport.text)
            nextProbe = status.nextProbe.map(ServiceExport.text)
            overdue = status.overdue
            certificateExpires = status.certificateExpires.map(ServiceExport.text)
            latency = Latency(status)
            uptime = Uptime(
                fiveMinutes: status.uptime.fiveMinutes, hour: status.uptime.hour, day: status.uptime.day)
            settings = Settings(status.endpoint)
            checks = status.checks.map(Check.init)
            breakers = status.breakers.map(Breaker.init)
            recent = status.recent.map(Recent.init)
            changes = status.changes.map(Change.init)
        }
    }

    struct Latency: Encodable {
        var lastMs, p50Ms, p99Ms: Double?
        var answers, failures: Int

        init(_ status: EndpointStatus) {
            lastMs = status.newestLatency.map(ServiceExport.milliseconds)
            p50Ms = status.latency.p50.map(ServiceExport.milliseconds)
            p99Ms = status.latency.p99.map(ServiceExport.milliseconds)
            answers = status.latency.answers
            failures = status.latency.failures
        }
    }

    struct Uptime: Encodable {
        var fiveMinutes, hour, day: Double?
    }

    struct Settings: Encodable {
        var intervalMs, timeoutMs, degradedAboveMs: Double
        var unhealthyAfter, healthyAfter: Int
        var tier, format: String

        init(_ endpoint: Probes.Endpoint) {
            intervalMs = ServiceExport.milliseconds(endpoint.interval)
            timeoutMs = ServiceExport.milliseconds(endpoint.timeout)
            degradedAboveMs = ServiceExport.milliseconds(endpoint.degradedAbove)
            unhealthyAfter = endpoint.unhealthyAfter
            healthyAfter = endpoint.healthyAfter
            tier = endpoint.tier.rawValue
            format = endpoint.format.rawValue
        }
    }

    struct Check: Encodable {
        var name, health, since, detail: String
        var checks: [Check]

        init(_ check: CheckNode) {
            name = check.name
            health = check.health.rawValue
            since = ServiceExport.text(check.since)
            detail = check.detail
            checks = check.children.map(Check.init)
        }
    }

    struct Breaker: Encodable {
        var name, state: String
        var failureRate, slowCallRate: Double?
        var calls, failedCalls, refusedCalls: Int?

        init(_ breaker: ReportedBreaker) {
            name = breaker.name
            state = breaker.state.rawValue
            failureRate = breaker.failureRate
            slowCallRate = breaker.slowCallRate
            calls = breaker.bufferedCalls
            failedCalls = breaker.failedCalls
            refusedCalls = breaker.notPermittedCalls
        }
    }

    struct Recent: Encodable {
        var at, health: String
        var latencyMs: Double?
        var statusCode: Int?
        var reason: String

        init(_ probe: RecentProbe) {
            at = ServiceExport.text(probe.at)
            health = probe.health.rawValue
            latencyMs = probe.latency.map(ServiceExport.milliseconds)
            statusCode = probe.statusCode
            reason = probe.reason
        }
    }

    struct Change: Encodable {
        var at, from, to, reason: String

        init(_ change: HealthChange) {
            at = ServiceExport.text(change.at)
            from = change.from.rawValue
            to = change.to.rawValue
            reason = change.reason
        }
    }
}
