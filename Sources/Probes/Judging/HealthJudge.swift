import Foundation

/// Turns single results into a health that can be trusted: `unhealthyAfter` bad results in a row before an endpoint is
/// called unhealthy, `healthyAfter` others before it is called better again. A pure state machine, one per endpoint.
///
/// Before the first verdict the first result counts at once: there is nothing to protect yet.
struct HealthJudge: Sendable {
    /// What a result led to.
    struct Verdict: Sendable, Equatable {
        var from: Health
        var to: Health
        var reason: String
    }

    private(set) var health = Health.unknown
    /// When the run of results began that led to `health`; nil before the first result.
    private(set) var since: Date?
    private(set) var reason = "waiting for the first answer"
    private(set) var isFlapping = false

    private var lastResult: Health?
    private var remembered: (health: Health, since: Date)?
    /// Results against the present verdict, in a row, and when the first of them was.
    private var against = 0
    private var againstSince: Date?
    /// One bit a result, the newest lowest: did it differ from the one before? 20 are looked at.
    private var switches: UInt32 = 0

    /// So many of the last 20 results differed from the one before: flapping begins, and ends.
    private static let flappingFrom = 6
    private static let flappingUntil = 2

    /// Takes one result in.
    /// - Parameters:
    ///   - result: what the result alone says, `degradedAbove` applied.
    ///   - reason: one sentence; harmless to show.
    /// - Returns: the change of health, when there is one.
    mutating func observe(
        _ result: Health, reason: String, at now: Date, unhealthyAfter: Int, healthyAfter: Int
    ) -> Verdict? {
        watchFlapping(result)
        guard since != nil else { return begin(result, reason, at: now) }
        if (result == .unhealthy) == (health == .unhealthy) {
            against = 0
            if result == health {
                self.reason = reason
                return nil
            }
            return adopt(result, reason, since: now)
        }
        against += 1
        if against == 1 { againstSince = now }
        let needed = max(1, result == .unhealthy ? unhealthyAfter : healthyAfter)
        if against >= needed { return adopt(result, reason, since: againstSince ?? now) }
        self.reason =
            result == .unhealthy
            ? "\(against) of \(needed) bad results in a row: \(reason)"
            : "\(against) of \(needed) good results in a row after it was unhealthy"
        return nil
    }

    /// What was known before a restart: it is not shown, for it may be no longer true, but when the first result agrees
    /// with it, its since-time goes on, and nothing has changed.
    mutating func remember(health: Health, since: Date) { remembered = (health, since) }

    /// The first result since the start.
    private mutating func begin(_ result: Health, _ reason: String, at now: Date) -> Verdict? {
        guard let remembered else { return adopt(result, reason, since: now) }
        health = remembered.health
        if remembered.health != result { return adopt(result, reason, since: now) }
        since = remembered.since
        self.reason = reason
        return nil
    }

    private mutating func adopt(_ result: Health, _ reason: String, since: Date) -> Verdict? {
        let verdict = Verdict(from: health, to: result, reason: reason)
        health = result
        self.since = since
        self.reason = reason
        against = 0
        againstSince = nil
        return verdict
    }

    private mutating func watchFlapping(_ result: Health) {
        let switched = lastResult.map { $0 != result } ?? false
        lastResult = result
        switches = (switches << 1 | (switched ? 1 : 0)) & 0xF_FFFF
        let count = switches.nonzeroBitCount
        isFlapping = isFlapping ? count > Self.flappingUntil : count >= Self.flappingFrom
    }
}
