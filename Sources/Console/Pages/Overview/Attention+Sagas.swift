import Foundation
import Traces

/// Sagas that need hands or do not come further.
extension Attention {
    /// So many sagas in the same trouble are told one by one; more of them are one entry.
    private static let toldOneByOne = 2

    /// Entries of sagas, each with what made it so. - Complexity: O(sagas under way)
    func sagaItems() -> [(item: AttentionItem, cause: Cause?)] {
        let causes = observation.causes(at: now)
        var troubles: [AttentionItem.ID: [SagaEntry]] = [:]
        for entry in observation.sagas.troubled(at: now) {
            troubles[Self.group(entry), default: []].append(entry)
        }
        return troubles.flatMap { group, members -> [(item: AttentionItem, cause: Cause?)] in
            guard members.count > Self.toldOneByOne else { return members.map { one($0, causes) } }
            return [several(group, members, causes)]
        }
    }

    private static func group(_ entry: SagaEntry) -> AttentionItem.ID {
        .sagas(name: entry.name, step: entry.step, state: state(entry))
    }

    private static func state(_ entry: SagaEntry) -> String { entry.needsHands ? "needs attention" : "stuck" }

    /// When it began to need hands, or came a step further last.
    private static func since(_ entry: SagaEntry) -> Date { entry.needsHands ? entry.updated : entry.progressed }

    private func one(_ entry: SagaEntry, _ causes: Causes) -> (item: AttentionItem, cause: Cause?) {
        let saga = observation.saga(entry)
        let cause = saga.flatMap(causes.why)
        var reason = cause?.sentence ?? ""
        if reason.isEmpty {
            reason = entry.step.isEmpty ? "\(entry.statusWord), and no news since" : "at \(entry.step)"
        }
        var item = AttentionItem(
            id: .saga(entry.id.id), severity: entry.needsHands ? .bad : .warning, sign: .exclamation,
            title: entry.id.id, state: Self.state(entry), since: Self.since(entry), reason: reason,
            door: .saga(entry.id))
        if let saga { markStale(&item, saga.source) }
        return (item, cause)
    }

    private func several(
        _ group: AttentionItem.ID, _ members: [SagaEntry], _ causes: Causes
    ) -> (item: AttentionItem, cause: Cause?) {
        let newest = members.max { ($0.updated, $0.id.id) < ($1.updated, $1.id.id) } ?? members[0]
        var (item, cause) = one(newest, causes)
        var errors: [String: Int] = [:]
        for member in members where !member.error.isEmpty { errors[member.error, default: 0] += 1 }
        let words = errors.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
            .map { $0.value == members.count ? $0.key : "\($0.key) \($0.value)×" }
        if cause?.service == nil, cause?.breaker == nil {
            item.reason =
                (newest.step.isEmpty ? newest.statusWord : "at \(newest.step)")
                + (words.isEmpty ? "" : ": " + words.joined(separator: ", "))
        }
        let status = newest.needsHands ? "status:needs_attention" : "status:stuck"
        let step = newest.step.isEmpty ? "" : " step:\(SagaFilter.quoted(newest.step))"
        return (
            AttentionItem(
                id: group, severity: item.severity, sign: item.sign, title: CountText.of(members.count, "saga"),
                state: item.state, since: members.map(Self.since).min(),
                reason: "\(item.reason), the newest \(newest.id.id)", isStale: item.isStale,
                door: .sagas(filter: status + step)), cause
        )
    }

    /// Sagas that needed hands when their services were last heard of: one line, so that none is forgotten, and no more.
    /// Those that were only under way are no line at all: a service that comes back tells of them anew.
    func leftOverSagasItem() -> AttentionItem? {
        let entries = observation.sagas.leftInNeed(at: now)
        guard let newest = entries.map(\.heard).max() else { return nil }
        let age = DurationText.age(seconds: now.timeIntervalSince(newest))
        return AttentionItem(
            id: .leftOverSagas, severity: .warning, sign: .question, title: CountText.of(entries.count, "saga"),
            state: "stale", since: newest,
            reason:
                "needed hands when last heard of, \(age) ago; nothing tells of \(entries.count == 1 ? "it" : "them") "
                + "or of \(entries.count == 1 ? "its service" : "their services") since",
            isStale: true, door: .sagas(filter: "status:stale"))
    }
}
