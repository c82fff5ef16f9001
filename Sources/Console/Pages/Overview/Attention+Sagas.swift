import Foundation
import Traces

/// Sagas that need hands or do not come further.
extension Attention {
    /// So many sagas in the same trouble are told one by one; more of them are one entry.
    private static let toldOneByOne = 2

    /// Entries of sagas, each with what made it so. - Complexity: O(kinds of trouble)
    func sagaItems() -> [(item: AttentionItem, cause: Cause?)] {
        let causes = observation.causes(at: now)
        return openSagas.groups.flatMap { group -> [(item: AttentionItem, cause: Cause?)] in
            guard group.count > Self.toldOneByOne else {
                return group.members.compactMap { observation.sagas.entry(in: $0) }.map { one($0, causes) }
            }
            return observation.sagas.entry(in: group.newest).map { [several(group, newest: $0, causes)] } ?? []
        }
    }

    private static func state(needsHands: Bool) -> String { needsHands ? "needs attention" : "stuck" }

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
            title: entry.id.id, state: Self.state(needsHands: entry.needsHands),
            since: Self.since(entry), reason: reason,
            door: .saga(entry.id))
        if let saga { markStale(&item, saga.source) }
        return (item, cause)
    }

    private func several(
        _ group: TroubledSagas, newest: SagaEntry, _ causes: Causes
    ) -> (item: AttentionItem, cause: Cause?) {
        let (newestItem, cause) = one(newest, causes)
        var item = newestItem
        let words = group.errors.prefix(3).map { $0.count == group.count ? $0.text : "\($0.text) \($0.count)×" }
        if cause?.service == nil, cause?.breaker == nil {
            item.reason =
                (newest.step.isEmpty ? newest.statusWord : "at \(newest.step)")
                + (words.isEmpty ? "" : ": " + words.joined(separator: ", "))
        }
        let status = newest.needsHands ? "status:needs_attention" : "status:stuck"
        let step = newest.step.isEmpty ? "" : " step:\(SagaFilter.quoted(newest.step))"
        return (
            AttentionItem(
                id: .sagas(name: group.kind.name, step: group.kind.step, state: item.state), severity: item.severity,
                sign: item.sign, title: CountText.of(group.count, "saga"), state: item.state, since: group.since,
                reason: "\(item.reason), the newest \(newest.id.id)", isStale: item.isStale,
                door: .sagas(filter: status + step)), cause
        )
    }

    /// Sagas that needed hands when their services were last heard of: one line, so that none is forgotten, and no more.
    /// Those that were only under way are no line at all: a service that comes back tells of them anew.
    func leftOverSagasItem() -> AttentionItem? {
        let (count, newest) = (openSagas.leftInNeed, openSagas.leftInNeedHeard)
        guard count > 0 else { return nil }
        let age = DurationText.age(seconds: now.timeIntervalSince(newest))
        return AttentionItem(
            id: .leftOverSagas, severity: .warning, sign: .question, title: CountText.of(count, "saga"),
            state: "stale", since: newest,
            reason:
                "needed hands when last heard of, \(age) ago; nothing tells of \(count == 1 ? "it" : "them") "
                + "or of \(count == 1 ? "its service" : "their services") since",
            isStale: true, door: .sagas(filter: "status:stale"))
    }
}
