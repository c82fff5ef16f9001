import Foundation
import Operations
import OperationsWatching
import Probes
import Traces

/// What needs attention now: a pure function of what is observed.
///
/// Worst first, newest first within. What follows from one cause is one entry: a service that is down takes the breakers
/// towards it and the sagas that wait for it into its own line.
struct Attention {
    /// A certificate that ends within so many days is worth a line.
    static let certificateDays = 14

    let observation: Observation
    let now: Date
    /// Endpoints that are not to be mentioned.
    let muted: Set<EndpointID>
    /// The sagas that are under way or need hands.
    let openSagas: OpenSagas.Look

    init(observation: Observation, now: Date, muted: Set<EndpointID>) {
        self.observation = observation
        self.now = now
        self.muted = muted
        openSagas = observation.sagas.look(at: now)
    }

    /// The lines of "Needs attention".
    func items() -> [AttentionItem] {
        var items = endpointItems()
        joinWhatFollows(&items)
        items += certificateItems()
        for source in sourceItems() {
            attach(source, becauseOf: Self.service(ofOperations: source, observation), to: &items)
        }
        for breaker in breakerItems() { attach(breaker.item, becauseOf: breaker.target, to: &items) }
        for saga in sagaItems() { attach(saga.item, saga.cause, to: &items) }
        if let item = leftOverSagasItem() { items.append(item) }
        return items.sorted(by: Self.isBefore)
    }

    /// A service that is down or degraded because of another service that is down is part of that one's entry: its
    /// answer says so by a bad check of the other's name.
    private func joinWhatFollows(_ items: inout [AttentionItem]) {
        let down = Set(items.filter { $0.severity == .bad }.map(\.service))
        let troubled = Set(items.map(\.service))
        var causes: [String: String] = [:]
        for status in observation.probes.endpoints where troubled.contains(status.service) {
            let blamed = status.checks.first { check in
                (check.health == .unhealthy || check.health == .degraded) && check.name != status.service
                    && down.contains(check.name)
            }
            if let blamed { causes[status.service] = blamed.name }
        }
        for (service, first) in causes.sorted(by: { $0.key < $1.key }) {
            // To the end of the chain; services that blame each other keep an entry each.
            var (root, passed) = (first, Set([service]))
            while let next = causes[root], passed.insert(root).inserted { root = next }
            guard causes[root] == nil, let cause = items.firstIndex(where: { $0.service == root }) else { continue }
            let followers = items.filter { $0.service == service }
            items[cause].consequences += followers.map { "\($0.title) \($0.state)" }
            items.removeAll { $0.service == service }
        }
    }

    private static func isBefore(_ left: AttentionItem, _ right: AttentionItem) -> Bool {
        if left.severity != right.severity { return left.severity > right.severity }
        let (leftSince, rightSince) = (left.since ?? .distantPast, right.since ?? .distantPast)
        return leftSince == rightSince ? left.id.key < right.id.key : leftSince > rightSince
    }

    /// Adds a saga's entry, or a few words to that of the service or the breaker that holds it up.
    private func attach(_ item: AttentionItem, _ cause: Cause?, to items: inout [AttentionItem]) {
        let holder = items.firstIndex { candidate in
            guard let breaker = cause?.breaker, cause?.service == nil else { return false }
            return candidate.id
                == .breaker(service: breaker.service, instance: breaker.instance, name: breaker.name)
        }
        guard let holder else { return attach(item, becauseOf: cause?.service, to: &items) }
        items[holder].consequences.append("\(item.title) \(item.state)")
    }

    /// Adds an entry, or a few words to the entry of the service that caused it.
    private func attach(_ item: AttentionItem, becauseOf service: String?, to items: inout [AttentionItem]) {
        let cause = items.firstIndex { candidate in
            guard let service, case .endpoint(service, _) = candidate.id else { return false }
            return candidate.severity == .bad
        }
        guard let cause else {
            items.append(item)
            return
        }
        items[cause].consequences.append("\(item.title) \(item.state)")
    }
}

// MARK: - Health

extension Attention {
    private func endpointItems() -> [AttentionItem] {
        observation.probes.endpoints.compactMap { status in
            let isUnclear = tellsNothing(status)
            guard status.health == .unhealthy || status.health == .degraded || status.isFlapping || isUnclear,
                !muted.contains(status.id)
            else { return nil }
            let isDown = status.health == .unhealthy
            return AttentionItem(
                id: .endpoint(service: status.id.service, instance: status.id.instance),
                severity: isDown ? .bad : .warning, sign: isDown ? .cross : isUnclear ? .question : .triangle,
                title: observation.title(of: status.id),
                state: status.isFlapping ? "flapping" : status.health.rawValue,
                since: status.since, reason: status.reason, door: .endpoint(status.id))
        }
    }

    /// It answers, and the answer says nothing of its health: a wrong address, a missing token, a redirect to a login. As
    /// bad as not being watched, and nobody would know. A service that says that it starts is left in peace.
    private func tellsNothing(_ status: EndpointStatus) -> Bool {
        guard status.health == .unknown, let code = status.statusCode else { return false }
        return code != 503 && !status.isStale(at: now)
    }

    private func certificateItems() -> [AttentionItem] {
        observation.probes.endpoints.compactMap { status in
            guard let days = status.daysToCertificateExpiry(at: now), days < Self.certificateDays,
                status.health != .unhealthy, !muted.contains(status.id)
            else { return nil }
            return AttentionItem(
                id: .certificate(service: status.id.service, instance: status.id.instance),
                severity: days < 3 ? .bad : .warning, sign: .triangle, title: observation.title(of: status.id),
                state: "certificate", since: nil,
                reason: days < 0
                    ? "its certificate has expired: renew it"
                    : "its certificate expires in \(CountText.of(days, "day")): renew it",
                door: .endpoint(status.id))
        }
    }
}

// MARK: - Sources that do not answer

extension Attention {
    private func sourceItems() -> [AttentionItem] {
        var items: [AttentionItem] = []
        if let error = observation.traces.source.error {
            items.append(
                AttentionItem(
                    id: .traceLog, severity: .warning, sign: .question, title: "trace log", state: "unreadable",
                    since: nil, reason: error, door: .page(.traces)))
        }
        for service in observation.operations.services {
            guard let trouble = service.trouble else { continue }
            items.append(
                AttentionItem(
                    id: .operations(service.id), severity: .warning, sign: .question, title: service.api.service,
                    state: "silent", since: service.lastAnswer, reason: "its Operations API: \(trouble)",
                    door: .page(.breakers)))
        }
        for status in observation.probes.endpoints where status.isStale(at: now) && !muted.contains(status.id) {
            items.append(
                AttentionItem(
                    id: .source(service: status.id.service, instance: status.id.instance), severity: .warning,
                    sign: .question, title: observation.title(of: status.id), state: "stale",
                    since: status.lastResultAt,
                    reason: "no result for \(DurationText.age(seconds: status.age(at: now)?.seconds ?? 0)); "
                        + "probed every \(DurationText.setting(status.endpoint.interval))",
                    door: .endpoint(status.id)))
        }
        return items
    }
}

extension Attention {
    /// The service whose Operations API is silent: of one that is down that is no news.
    private static func service(ofOperations item: AttentionItem, _ observation: Observation) -> String? {
        guard case .operations(let base) = item.id else { return nil }
        return observation.operations.services.first { $0.id == base }?.api.service
    }
}

// MARK: - Breakers

extension Attention {
    private func breakerItems() -> [(item: AttentionItem, target: String?)] {
        observation.board.breakers.compactMap { breaker -> (item: AttentionItem, target: String?)? in
            guard let state = breaker.state, state != .closed, state != .metricsOnly,
                !breaker.source.isLeftOver
            else { return nil }
            var item = AttentionItem(
                id: .breaker(service: breaker.id.service, instance: breaker.id.instance, name: breaker.id.name),
                severity: breaker.isOpen ? .bad : .warning, sign: .diamond,
                title: breaker.id.name, state: state.rawValue, since: breaker.since, reason: reason(breaker),
                door: .breaker(breaker.id))
            markStale(&item, breaker.source)
            return (item, breaker.target)
        }
    }

    /// What its source has said nothing of for a while is drawn stale, with the age of what it said.
    func markStale(_ item: inout AttentionItem, _ source: FactSource) {
        guard source.isStale(at: now) else { return }
        item.isStale = true
        item.reason += (item.reason.isEmpty ? "" : "; ") + source.words(at: now)
    }

    private func reason(_ breaker: KnownBreaker) -> String {
        let words = BreakerWords(breaker, now: now)
        let reason = breaker.reason.isEmpty ? "opened in \(breaker.id.service)" : breaker.reason
        return reason + (words.override.map { ", set \($0)" } ?? "")
            + (words.nextTrial.map { ", next trial \($0)" } ?? "")
    }

    /// `orders → payments` and `orders->payments` lead to payments; any other name is taken for the target itself.
    static func target(ofBreaker name: String) -> String? {
        for arrow in ["→", "->"] {
            guard let range = name.range(of: arrow, options: .backwards) else { continue }
            return name[range.upperBound...].trimmingCharacters(in: .whitespaces)
        }
        return name.isEmpty ? nil : name
    }
}
