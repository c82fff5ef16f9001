import Foundation
import Probes
import TerminalUI
import Traces

@testable import Console

/// A moment that tests happen at: 2026-11-24 14:03:27 UTC.
let testNow = Date(timeIntervalSince1970: 1_795_529_007)

/// A console in UTC at `testNow` that has seen nothing.
func testState(
    _ size: Size = Size(width: 80, height: 24), page: Page = .services, title: String = "demo", readOnly: Bool = false
) -> State {
    let options = Options(
        title: title, operatorName: "ada", isReadOnly: readOnly, theme: .dark, zone: .fixed(0))
    return State(options: options, size: size, now: testNow, page: page)
}

/// Seconds before `testNow`.
func ago(_ seconds: TimeInterval) -> Date { testNow.addingTimeInterval(-seconds) }

extension State {
    /// Presses keys by their names, one after the other, and returns what was asked for.
    @discardableResult
    mutating func press(_ names: String...) -> [Effect] {
        names.flatMap { name in
            guard let key = Key(name) else { preconditionFailure("no key is called \(name)") }
            return reduce(&self, .input(.key(key)))
        }
    }

    /// Types a text, a key for each character.
    @discardableResult
    mutating func type(_ text: String) -> [Effect] {
        text.flatMap { reduce(&self, .input(.key(.character($0)))) }
    }

    /// Takes notice of endpoints as they are now.
    @discardableResult
    mutating func observe(_ endpoints: [EndpointStatus], changes: [HealthChange] = []) -> [Effect] {
        let revision = latest.probes.revision + 1
        return reduce(
            &self,
            .probesArrived(
                ProbeSnapshot(revision: revision, asOf: now, endpoints: endpoints, recentChanges: changes)))
    }

    var screen: [String] { lines(of: view(self)) }
}

/// An endpoint on loopback.
func endpoint(
    _ service: String, _ instance: String = "", url: String? = nil, interval: Duration = .seconds(5),
    tier: ProbeTier = .normal, format: HealthFormat = .auto
) -> Endpoint {
    let text = url ?? "http://\(instance.isEmpty ? "127.0.0.1:18081" : instance)/health"
    guard let target = try? ProbeTarget(text) else { preconditionFailure("\(text) is no target") }
    return Endpoint(
        id: EndpointID(service: service, instance: instance), target: target, interval: interval, tier: tier,
        format: format)
}

/// The status of an endpoint that is probed every five seconds, with latencies that go up and down a little.
func status(
    _ service: String, _ instance: String = "", _ health: Health = .healthy, since: TimeInterval = 7_200,
    reason: String = "200 from /health", code: Int? = 200, latency: Int? = 38, checks: [CheckNode] = [],
    change: (inout EndpointStatus.Facts) -> Void = { _ in }
) -> EndpointStatus {
    var facts = EndpointStatus.Facts(endpoint: endpoint(service, instance))
    facts.health = health
    facts.since = ago(since)
    facts.reason = reason
    facts.lastResultAt = ago(1.5)
    facts.lastAnswerAt = latency == nil ? ago(since) : ago(1.5)
    facts.statusCode = code
    facts.format = .native
    facts.recent = recentProbes(health, since: since, reason: reason, code: code, latency: latency)
    facts.latency = LatencySummary(
        last: .milliseconds(latency ?? 31), p50: .milliseconds(36), p99: .milliseconds(210), answers: 480,
        failures: latency == nil ? 9 : 0)
    facts.uptime =
        health == .unhealthy
        ? Uptime(fiveMinutes: 0.86, hour: 0.988, day: 0.999_5)
        : Uptime(fiveMinutes: 1, hour: 1, day: 1)
    facts.nextProbe = testNow.addingTimeInterval(3.5)
    facts.checks = checks
    change(&facts)
    return EndpointStatus(facts)
}

/// Sixty results, five seconds apart: good ones until `since`, then like the newest.
private func recentProbes(
    _ health: Health, since: TimeInterval, reason: String, code: Int?, latency: Int?
) -> [RecentProbe] {
    let wave = [36, 34, 41, 38, 52, 35, 37, 60, 44, 33, 39, 48]
    return (0..<60).map { number in
        let at = Double(59 - number) * 5 + 1.5
        let isNow = at <= since
        let usual = wave[number % wave.count]
        return RecentProbe(
            at: ago(at), health: isNow ? health : .healthy,
            latency: isNow && latency == nil ? nil : .milliseconds(isNow && latency! > 100 ? latency! + usual : usual),
            statusCode: isNow ? code : 200, reason: isNow ? reason : "200 from /health")
    }
}

/// A check with children named from the top.
func check(
    _ path: [String], _ health: Health = .healthy, _ detail: String = "", since: TimeInterval = 7_200,
    children: [CheckNode] = []
) -> CheckNode {
    CheckNode(
        id: path, health: health, detail: detail, since: ago(since),
        history: [.init(at: ago(since), to: health)], children: children)
}
