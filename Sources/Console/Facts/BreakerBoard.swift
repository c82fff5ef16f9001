import Foundation
import Operations
import OperationsWatching
import Probes
import Traces

/// All breakers that are known, by service, name and instance: what is reported wins over what a health answer says,
/// and that over what the trace log tells.
struct BreakerBoard: Sendable {
    /// The trace log tells changes as they happen: quiet for three times as long, it may be dead.
    static let logInterval: TimeInterval = 10

    private(set) var breakers: [KnownBreaker] = []
    private var places: [KnownBreaker.ID: Int] = [:]

    /// Those that let nothing through, and those that try; without what is left over of processes that are gone.
    private(set) var open = 0
    private(set) var halfOpen = 0
    /// Those whose processes still tell of them.
    private(set) var current = 0

    /// No breakers.
    init() {}

    /// - Complexity: O(breakers of all sources)
    init(_ observation: Observation) {
        var groups: [Group: Tellings] = [:]
        for breaker in observation.traces.breakers {
            groups[Group(breaker.id), default: Tellings()].observed.append(breaker)
        }
        for service in observation.operations.services {
            for breaker in service.breakers.value {
                let group = Group(service: service.api.service, name: breaker.name)
                groups[group, default: Tellings()].reported.append((service, breaker))
            }
        }
        for status in observation.probes.endpoints {
            for breaker in status.breakers {
                let group = Group(service: status.service, name: breaker.name)
                groups[group, default: Tellings()].health.append((status, breaker))
            }
        }
        let instances = Dictionary(
            observation.probes.services.map { ($0.name, $0.range.count) }, uniquingKeysWith: { first, _ in first })
        let log = Log(source: observation.logSource, voices: observation.voices, moment: observation.moment)
        for (group, tellings) in groups {
            breakers += tellings.joined(group, configured: instances[group.service], log: log)
        }
        breakers.sort {
            ($0.id.service, $0.id.name, $0.id.instance) < ($1.id.service, $1.id.name, $1.id.instance)
        }
        for (place, breaker) in breakers.enumerated() {
            places[breaker.id] = place
            if breaker.source.isLeftOver { continue }
            current += 1
            if breaker.isOpen { open += 1 }
            if breaker.state == .halfOpen { halfOpen += 1 }
        }
    }

    subscript(id: KnownBreaker.ID) -> KnownBreaker? { places[id].map { breakers[$0] } }

    /// The breakers of a name in a service, one for each instance.
    func instances(service: String, name: String) -> [KnownBreaker] {
        breakers.filter { $0.id.service == service && $0.id.name == name }
    }

    /// What there is to know of the trace log.
    private struct Log {
        var source: FactSource
        var voices: LogVoices
        var moment: Date

        func source(of breaker: ObservedBreaker) -> FactSource {
            source.of(heard: voices.heard(breaker.id.service, breaker.since.date), at: moment)
        }
    }

    private struct Group: Hashable {
        var service: String
        var name: String

        init(service: String, name: String) { (self.service, self.name) = (service, name) }
        init(_ id: ObservedBreaker.ID) { (service, name) = (id.service, id.name) }
    }
}

// MARK: - Joining what several sources tell of one breaker

extension BreakerBoard {
    /// All that is told of the breakers of one name in one service.
    private struct Tellings {
        var reported: [(ServiceReport, BreakerReport)] = []
        var observed: [ObservedBreaker] = []
        var health: [(EndpointStatus, ReportedBreaker)] = []

        func joined(_ group: Group, configured: Int?, log: Log) -> [KnownBreaker] {
            var left = current(configured)
            var known: [KnownBreaker] = []
            for (service, breaker) in reported {
                let twin =
                    left.firstIndex { $0.id.instance == service.instance }
                    ?? (reported.count == 1 && left.count == 1 ? 0 : nil)
                known.append(KnownBreaker(breaker, of: service, observed: twin.map { left.remove(at: $0) }))
            }
            // A service that reports its breakers knows them all: what is left is of processes that are gone.
            if !reported.isEmpty { return known }
            for (status, breaker) in health {
                let twin =
                    left.firstIndex { $0.id.instance == status.id.instance }
                    ?? (health.count == 1 && left.count == 1 ? 0 : nil)
                known.append(KnownBreaker(breaker, of: status, observed: twin.map { left.remove(at: $0) }))
            }
            return known + left.map { KnownBreaker($0, source: log.source(of: $0)) }
        }

        /// A process that is gone leaves its breaker in the log for ever: of a service that has fewer instances than the
        /// log tells of, those heard of last are the ones that run.
        private func current(_ configured: Int?) -> [ObservedBreaker] {
            guard let configured, observed.count > configured else { return observed }
            return Array(observed.sorted { $0.since > $1.since }.prefix(max(1, configured)))
        }
    }
}

extension KnownBreaker {
    /// A breaker as the trace log alone tells it.
    init(_ observed: ObservedBreaker, source: FactSource) {
        let place = [observed.id.namespace, observed.id.instance].filter { !$0.isEmpty }
        self.init(
            id: ID(service: observed.id.service, instance: place.joined(separator: "/"), name: observed.id.name),
            state: observed.state, source: source)
        since = observed.since.date
        reason = observed.reason
        failureRate = observed.failureRate
        slowRate = observed.slowCallRate
        rejections = observed.rejected
        history = observed.shownHistory
    }

    /// A breaker that its service reports, with what the trace log tells of the same one.
    init(_ breaker: BreakerReport, of service: ServiceReport, observed: ObservedBreaker?) {
        self.init(
            id: ID(service: service.api.service, instance: service.instance, name: breaker.name),
            state: State(spelling: breaker.state.rawValue),
            source: FactSource(
                kind: .reported, asOf: service.breakers.at, interval: service.api.interval.seconds))
        dependency = breaker.dependency
        since = breaker.since
        reason = breaker.changes.last?.cause ?? ""
        failureRate = breaker.failureRate.map { $0 * 100 }
        slowRate = breaker.slowCallRate.map { $0 * 100 }
        (calls, failed, slow) = (breaker.window.calls, breaker.window.failed, breaker.window.slow)
        rejections = breaker.totals.rejected
        nextTrial = breaker.nextTrial
        override = breaker.override.map {
            Override(owner: $0.owner, reason: $0.reason, until: $0.until, command: $0.command)
        }
        if !breaker.rule.isEmpty { settings.append(Setting(name: "opens", value: breaker.rule)) }
        if let minimum = breaker.window.minimum {
            settings.append(Setting(name: "rates are known from", value: CountText.of(minimum, "call")))
        }
        history = breaker.changes.compactMap { change in
            State(spelling: change.to.rawValue).map { Change(at: change.at, state: $0, reason: change.cause) }
        }
        revision = breaker.revision
        take(observed)
    }

    /// A breaker inside a health answer, with what the trace log tells of the same one.
    init(_ breaker: ReportedBreaker, of status: EndpointStatus, observed: ObservedBreaker?) {
        let interval = status.endpoint.interval.seconds
        self.init(
            id: ID(service: status.service, instance: status.id.instance, name: breaker.name),
            state: State(rawValue: breaker.state.rawValue),
            source: FactSource(kind: .health, asOf: status.lastAnswerAt, interval: interval))
        failureRate = breaker.failureRate
        slowRate = breaker.slowCallRate
        failureThreshold = breaker.failureRateThreshold
        slowThreshold = breaker.slowCallRateThreshold
        calls = breaker.bufferedCalls
        failed = breaker.failedCalls
        slow = breaker.slowCalls
        rejections = breaker.notPermittedCalls
        take(observed)
    }

    /// Adds what the trace log tells of the same breaker, and says so where the two disagree.
    mutating func take(_ observed: ObservedBreaker?) {
        guard let observed else { return }
        if history.isEmpty { history = observed.shownHistory }
        if observed.state == state {
            since = since ?? observed.since.date
            if reason.isEmpty { reason = observed.reason }
        } else if let asOf = source.asOf, asOf.timeIntervalSince(observed.since.date) > source.interval {
            // A change that was just made reaches one source before the other.
            disagreement = "the trace log says \(observed.state.rawValue)"
        }
        if rejections == nil, observed.rejected > 0 { rejections = observed.rejected }
    }
}

extension ObservedBreaker {
    fileprivate var shownHistory: [KnownBreaker.Change] {
        history.enumerated().map { place, change in
            KnownBreaker.Change(
                at: change.time.date, state: change.state, reason: place + 1 == history.count ? reason : "",
                trace: change.trace)
        }
    }
}
