import Foundation

/// All endpoints at one moment. Immutable; hand it to whoever wants to look.
public struct ProbeSnapshot: Sendable {
    /// One service of the config: consecutive endpoints with the same service name.
    public struct Service: Sendable, Identifiable {
        public var name: String
        /// Where its instances are in `endpoints`.
        public var range: Range<Int>
        public var id: String { name }
    }

    /// Grows by one with each snapshot of one poller.
    public var revision: Int
    public var asOf: Date
    /// In the order of the config.
    public var endpoints: [EndpointStatus]
    /// The newest changes of all endpoints, oldest first; at most 500.
    public var recentChanges: [HealthChange]
    /// Probes started since the poller runs.
    public var probesStarted: Int
    /// Probes not started because the one before had not ended, over all endpoints.
    public var overdue: Int
    /// Why the history cannot be kept at the moment, in a sentence; nil while it can, or when none is configured.
    public var historyFailure: String?
    /// Changes with everything that a person waits for: a change of health, an answer that was asked for, other endpoints.
    /// Where it is the same as before, the latencies alone are new.
    public internal(set) var urgency = 0
    /// What only a change of the config changes, shared by all snapshots in between.
    private let layout: Layout

    /// Groups `endpoints` by service as they stand; endpoints of one service should be neighbours.
    /// - Complexity: O(`endpoints.count`)
    public init(
        revision: Int, asOf: Date, endpoints: [EndpointStatus], recentChanges: [HealthChange] = [],
        probesStarted: Int = 0, overdue: Int = 0
    ) {
        self.init(
            revision: revision, asOf: asOf, endpoints: endpoints, layout: Layout(of: endpoints.map(\.id)),
            recentChanges: recentChanges, probesStarted: probesStarted, overdue: overdue)
    }

    /// Takes a layout that was made for exactly these endpoints.
    /// - Complexity: O(1)
    init(
        revision: Int, asOf: Date, endpoints: [EndpointStatus], layout: Layout, recentChanges: [HealthChange],
        probesStarted: Int, overdue: Int
    ) {
        self.revision = revision
        self.asOf = asOf
        self.endpoints = endpoints
        self.layout = layout
        self.recentChanges = recentChanges
        self.probesStarted = probesStarted
        self.overdue = overdue
    }

    /// Which endpoints belong together and where each one is.
    struct Layout: Sendable {
        fileprivate(set) var services: [Service] = []
        fileprivate(set) var index: [EndpointID: Int] = [:]

        init(of ids: [EndpointID]) {
            for (position, id) in ids.enumerated() {
                index[id] = position
                if let last = services.last, last.name == id.service {
                    services[services.count - 1].range = last.range.lowerBound..<position + 1
                } else {
                    services.append(Service(name: id.service, range: position..<position + 1))
                }
            }
        }
    }

    /// In the order of the config.
    public var services: [Service] { layout.services }

    /// No endpoints at all.
    public static let empty = ProbeSnapshot(revision: 0, asOf: .distantPast, endpoints: [])

    /// The status of one endpoint; nil when it is not (or no longer) probed.
    /// - Complexity: O(1)
    public subscript(id: EndpointID) -> EndpointStatus? { layout.index[id].map { endpoints[$0] } }

    /// The instances of a service.
    /// - Complexity: O(1)
    public func instances(of service: Service) -> ArraySlice<EndpointStatus> { endpoints[service.range] }

    /// A service's health from its instances': the only one's; of several, `unhealthy` when all are, `degraded` when
    /// some are bad, else the worst of what is left (formats.md 2.3, as Consul and Envoy are read).
    public func health(of service: Service) -> Health {
        Health.ofInstances(instances(of: service).lazy.map(\.health))
    }

    /// How many services have each health.
    public func serviceCounts() -> [Health: Int] {
        services.reduce(into: [:]) { counts, service in counts[health(of: service), default: 0] += 1 }
    }
}

extension Health {
    /// The health of something that has several equal instances: none good is `unhealthy`, some bad is `degraded`.
    public static func ofInstances(_ healths: some Sequence<Health>) -> Health {
        var count = 0
        var unhealthy = 0
        var worst = Health.healthy
        for health in healths {
            count += 1
            if health == .unhealthy { unhealthy += 1 } else { worst = max(worst, health) }
        }
        if count == 0 { return .unknown }
        if unhealthy == count { return .unhealthy }
        return unhealthy > 0 ? .degraded : worst
    }
}
