import Foundation

/// Everything that is known about one endpoint at one moment. Cheap to copy: the facts sit behind one reference, which
/// is replaced when a result comes in and never changed.
public struct EndpointStatus: Sendable, Identifiable {
    /// The facts; see the properties of `EndpointStatus.Facts`.
    public struct Facts: Sendable {
        public var endpoint: Endpoint
        /// After `unhealthyAfter` and `healthyAfter`; `unknown` before the first result.
        public var health: Health = .unknown
        /// Since when it has this health; nil before the first result.
        public var since: Date?
        /// One sentence in words: why. `waiting for the first answer` before the first result.
        public var reason: String = "waiting for the first answer"
        /// True while its results change to and fro too often to trust the state of the moment.
        public var isFlapping = false
        /// When the newest result came in; nil before the first.
        public var lastResultAt: Date?
        /// When the newest answer (not failure) came in.
        public var lastAnswerAt: Date?
        /// The HTTP status of the newest result, if it had one.
        public var statusCode: Int?
        /// What the newest answer turned out to be in; nil without one.
        public var format: HealthFormat?
        public var latency = LatencySummary()
        public var uptime = Uptime()
        /// The newest results, oldest first; at most 60.
        public var recent: [RecentProbe] = []
        /// Changes of the last 24 hours, oldest first; at most 256.
        public var changes: [HealthChange] = []
        /// The tree of checks of the newest answer, sorted by name. After a failure: of the last answer before it.
        public var checks: [CheckNode] = []
        /// Breakers that the newest answer told about, sorted by name.
        public var breakers: [ReportedBreaker] = []
        /// When the certificate stops being valid; nil without TLS or before it has been seen.
        public var certificateExpires: Date?
        /// When the next probe is planned. Once that has passed, the probe is under way.
        public var nextProbe: Date?
        /// Times at which a probe was due while the one before had not ended. It is counted, not started.
        public var overdue = 0

        public init(endpoint: Endpoint) { self.endpoint = endpoint }
    }

    private final class Storage: Sendable {
        let facts: Facts
        init(_ facts: Facts) { self.facts = facts }
    }

    private let storage: Storage

    public init(_ facts: Facts) { storage = Storage(facts) }

    public var facts: Facts { storage.facts }
    public var endpoint: Endpoint { storage.facts.endpoint }
    public var id: EndpointID { storage.facts.endpoint.id }
    public var service: String { storage.facts.endpoint.id.service }
    public var health: Health { storage.facts.health }
    public var since: Date? { storage.facts.since }
    public var reason: String { storage.facts.reason }
    public var isFlapping: Bool { storage.facts.isFlapping }
    public var lastResultAt: Date? { storage.facts.lastResultAt }
    public var lastAnswerAt: Date? { storage.facts.lastAnswerAt }
    public var statusCode: Int? { storage.facts.statusCode }
    public var format: HealthFormat? { storage.facts.format }
    public var latency: LatencySummary { storage.facts.latency }
    public var uptime: Uptime { storage.facts.uptime }
    public var recent: [RecentProbe] { storage.facts.recent }
    public var changes: [HealthChange] { storage.facts.changes }
    public var checks: [CheckNode] { storage.facts.checks }
    public var breakers: [ReportedBreaker] { storage.facts.breakers }
    public var certificateExpires: Date? { storage.facts.certificateExpires }
    public var nextProbe: Date? { storage.facts.nextProbe }
    public var overdue: Int { storage.facts.overdue }

    /// Latencies of the newest probes for a sparkline, oldest first; nil where there was no answer.
    public var recentLatencies: [Duration?] { storage.facts.recent.map(\.latency) }

    /// How old the newest result is; nil before the first.
    public func age(at now: Date) -> Duration? {
        lastResultAt.map { .seconds(max(0, now.timeIntervalSince($0))) }
    }

    /// True when the newest result is older than 3 intervals (design: "stale").
    public func isStale(at now: Date) -> Bool {
        guard let age = age(at: now) else { return false }
        return age > endpoint.interval * 3 + endpoint.timeout
    }

    /// Whole days until the certificate expires, negative once it has; nil when that is not known.
    public func daysToCertificateExpiry(at now: Date) -> Int? {
        certificateExpires.map { Int(($0.timeIntervalSince(now) / 86_400).rounded(.down)) }
    }
}
