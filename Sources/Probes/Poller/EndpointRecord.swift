import Foundation

/// What the poller keeps of one endpoint between its probes.
struct EndpointRecord {
    var endpoint: Endpoint
    var slot: ProbeSchedule.Slot
    private(set) var judge = HealthJudge()
    private(set) var history = EndpointHistory()
    private var checks: [CheckNode] = []
    private var breakers: [ReportedBreaker] = []
    private var statusCode: Int?
    private var format: HealthFormat?
    private var lastResultAt: Date?
    private var lastAnswerAt: Date?
    private var certificateExpires: Date?

    init(endpoint: Endpoint, slot: ProbeSchedule.Slot) {
        self.endpoint = endpoint
        self.slot = slot
    }

    /// Goes on from what was kept before a restart. A since-time is believed over a pause of 5 minutes at the most.
    mutating func restore(_ loaded: ProbeHistoryStore.Loaded, now: Date) {
        history.restore(loaded)
        if let since = loaded.history.since, abs(now.timeIntervalSince(loaded.savedAt)) < 300 {
            judge.remember(health: loaded.history.health, since: since)
        }
    }

    /// What of this is kept over a restart.
    var stored: StoredHistory { history.stored(health: judge.health, since: judge.since) }

    /// Takes a result in.
    /// - Returns: the change of health, when there is one.
    mutating func take(_ result: ProbeResult, startedAt: Date, now: Date) -> HealthChange? {
        lastResultAt = now
        let judged = judge(result, now: now)
        history.record(
            RecentProbe(
                at: startedAt, health: judged.health, latency: judged.latency, statusCode: statusCode,
                reason: judged.reason),
            at: now)
        let verdict = judge.observe(
            judged.health, reason: judged.reason, at: now, unhealthyAfter: endpoint.unhealthyAfter,
            healthyAfter: endpoint.healthyAfter)
        guard let verdict else { return nil }
        let change = HealthChange(
            endpoint: endpoint.id, at: now, from: verdict.from, to: verdict.to, reason: verdict.reason)
        history.record(change)
        return change
    }

    /// The facts for the screen.
    func facts(nextProbe: Date?, overdue: Int) -> EndpointStatus.Facts {
        var facts = EndpointStatus.Facts(endpoint: endpoint)
        facts.health = judge.health
        facts.since = judge.since
        facts.isFlapping = judge.isFlapping
        facts.reason = judge.reason
        facts.lastResultAt = lastResultAt
        facts.lastAnswerAt = lastAnswerAt
        facts.statusCode = statusCode
        facts.format = format
        facts.latency = history.latency
        facts.uptime = history.uptime
        facts.recent = history.recent
        facts.changes = history.changes
        facts.checks = checks
        facts.breakers = breakers
        facts.certificateExpires = certificateExpires
        facts.nextProbe = nextProbe
        facts.overdue = overdue
        return facts
    }

    private mutating func judge(
        _ result: ProbeResult, now: Date
    ) -> (health: Health, reason: String, latency: Duration?) {
        switch result {
        case .failed(let failure, let expires):
            statusCode = nil
            certificateExpires = expires ?? certificateExpires
            return (.unhealthy, failure.description, nil)
        case .answered(let answer):
            lastAnswerAt = now
            statusCode = answer.statusCode
            format = answer.format
            certificateExpires = answer.certificateExpires ?? certificateExpires
            checks = CheckMemory.merge(answer.checks, into: checks, at: now)
            breakers = answer.breakers
            if answer.health == .healthy, answer.latency > endpoint.degradedAbove {
                let took = DurationText.short(answer.latency)
                let limit = DurationText.short(endpoint.degradedAbove)
                return (.degraded, "answered in \(took), more than \(limit)", answer.latency)
            }
            return (answer.health, answer.reason, answer.latency)
        }
    }
}
