import Foundation
import Probes
import Traces

/// What needs attention now: a pure function of what is observed.
///
/// Worst first, newest first within. What follows from one cause is one entry: a service that is down takes the breakers
/// towards it and the sagas that wait for it into its own line.
struct Attention {
    /// A saga without an end and without news for so long is stuck.
    static let sagaStuckAfter: TimeInterval = 30
    /// A certificate that ends within so many days is worth a line.
    static let certificateDays = 14

    let observation: Observation
    let now: Date
    /// Endpoints that are not to be mentioned.
    let muted: Set<EndpointID>

    /// The lines of "Needs attention".
    func items() -> [AttentionItem] {
        var items = endpointItems() + certificateItems() + sourceItems()
        for breaker in breakerItems() { attach(breaker.item, becauseOf: breaker.target, to: &items) }
        for saga in sagaItems() { attach(saga.item, becauseOf: saga.target, to: &items) }
        return items.sorted(by: Self.isBefore)
    }

    private static func isBefore(_ left: AttentionItem, _ right: AttentionItem) -> Bool {
        if left.severity != right.severity { return left.severity > right.severity }
        let (leftSince, rightSince) = (left.since ?? .distantPast, right.since ?? .distantPast)
        return leftSince == rightSince ? left.id.key < right.id.key : leftSince > rightSince
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
            guard status.health == .unhealthy || status.health == .degraded || status.isFlapping,
                !muted.contains(status.id)
            else { return nil }
            let isDown = status.health == .unhealthy
            return AttentionItem(
                id: .endpoint(service: status.id.service, instance: status.id.instance),
                severity: isDown ? .bad : .warning, sign: isDown ? .cross : .triangle,
                title: observation.title(of: status.id),
                state: status.isFlapping ? "flapping" : status.health.rawValue,
                since: status.since, reason: status.reason, door: .endpoint(status.id))
        }
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

// MARK: - Breakers and sagas, as the trace log tells them

extension Attention {
    private func breakerItems() -> [(item: AttentionItem, target: String?)] {
        observation.traces.breakers.compactMap { breaker -> (item: AttentionItem, target: String?)? in
            guard breaker.state != .closed, breaker.state != .metricsOnly else { return nil }
            let item = AttentionItem(
                id: .breaker(service: breaker.id.service, instance: breaker.id.instance, name: breaker.id.name),
                severity: breaker.state == .open || breaker.state == .forcedOpen ? .bad : .warning, sign: .diamond,
                title: breaker.id.name, state: breaker.state.rawValue, since: breaker.since.date,
                reason: breaker.reason.isEmpty ? "opened in \(breaker.id.service)" : breaker.reason,
                door: .traces(filter: "service:\(breaker.id.service)"))
            return (item, Self.target(ofBreaker: breaker.id.name))
        }
    }

    private func sagaItems() -> [(item: AttentionItem, target: String?)] {
        observation.traces.sagas.compactMap { saga -> (item: AttentionItem, target: String?)? in
            let needsHands = saga.status == "needs_attention"
            let isStuck = saga.isStalled(since: Timestamp(date: now.addingTimeInterval(-Self.sagaStuckAfter)))
            guard needsHands || isStuck else { return nil }
            let step = saga.steps.last { $0.state == .running || $0.state == .compensating || !$0.error.isEmpty }
            let item = AttentionItem(
                id: .saga(saga.id), severity: needsHands ? .bad : .warning, sign: .exclamation, title: saga.id,
                state: needsHands ? "needs attention" : "stuck", since: saga.updated.date,
                reason: Self.reason(saga, step: step),
                door: saga.traces.last.map(Destination.trace) ?? .traces(filter: "saga:\(saga.id)"))
            return (item, nil)
        }
    }

    private static func reason(_ saga: ObservedSaga, step: ObservedSaga.Step?) -> String {
        guard let step else { return "\(saga.status), and no news since" }
        let failure = step.error.isEmpty ? "" : ": \(step.error)"
        return "at \(step.name)\(failure)"
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
