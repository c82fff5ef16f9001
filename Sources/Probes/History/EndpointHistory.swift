import Foundation

/// What is remembered of one endpoint, in bounded memory: about 12 KB at the most.
struct EndpointHistory: Sendable {
    static let recentLimit = 60
    static let changeLimit = 256
    static let changeAge: TimeInterval = 86_400

    private(set) var recent: [RecentProbe] = []
    private(set) var changes: [HealthChange] = []
    private(set) var latency = LatencySummary()
    private var window = LatencyWindow()
    private var counter = UptimeCounter()

    var uptime: Uptime { counter.uptime }

    /// What of this is kept over a restart.
    func stored(health: Health, since: Date?) -> StoredHistory {
        StoredHistory(
            latencies: window.microseconds, failures: latency.failures, uptime: counter, health: health, since: since)
    }

    /// Goes on from what was kept.
    mutating func restore(_ loaded: ProbeHistoryStore.Loaded) {
        window = LatencyWindow(microseconds: loaded.history.latencies)
        counter = loaded.history.uptime
        changes = loaded.changes.suffix(Self.changeLimit)
        latency.p50 = window.percentile(0.5)
        latency.p99 = window.percentile(0.99)
        latency.answers = window.count
        latency.failures = loaded.history.failures
    }

    mutating func record(_ probe: RecentProbe, at now: Date) {
        if recent.count == Self.recentLimit { recent.removeFirst() }
        recent.append(probe)
        counter.count(probe.health, at: now)
        guard let answered = probe.latency else {
            latency.failures += 1
            return
        }
        window.add(answered)
        latency.last = answered
        latency.p50 = window.percentile(0.5)
        latency.p99 = window.percentile(0.99)
        latency.answers = window.count
    }

    mutating func record(_ change: HealthChange) {
        changes.append(change)
        let oldest = change.at.addingTimeInterval(-Self.changeAge)
        let tooOld = changes.prefix { $0.at < oldest }.count
        changes.removeFirst(max(tooOld, changes.count - Self.changeLimit))
    }
}
