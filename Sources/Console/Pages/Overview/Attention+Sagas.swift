import Foundation
import Traces

/// Sagas that need hands or have stopped, as the trace log tells them.
extension Attention {
    /// So many sagas in the same trouble are told one by one; more of them are one entry.
    private static let toldOneByOne = 2

    func sagaItems() -> [AttentionItem] {
        let stuckSince = Timestamp(date: now.addingTimeInterval(-Self.sagaStuckAfter))
        var troubles: [AttentionItem.ID: [Trouble]] = [:]
        for saga in observation.traces.sagas {
            guard let trouble = Trouble(saga, stuckSince: stuckSince) else { continue }
            troubles[trouble.group, default: []].append(trouble)
        }
        return troubles.flatMap { group, members in
            members.count > Self.toldOneByOne ? [Self.item(group, members)] : members.map(\.item)
        }
    }

    private static func item(_ group: AttentionItem.ID, _ members: [Trouble]) -> AttentionItem {
        let newest = members.max { $0.saga.updated < $1.saga.updated } ?? members[0]
        let item = newest.item
        let errors = Dictionary(grouping: members, by: \.error).mapValues(\.count)
            .filter { !$0.key.isEmpty }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let words = errors.prefix(3).map { $0.value == members.count ? $0.key : "\($0.key) \($0.value)×" }
        return AttentionItem(
            id: group, severity: item.severity, sign: item.sign, title: CountText.of(members.count, "saga"),
            state: item.state, since: members.map(\.saga.updated).min()?.date,
            reason: (newest.step.isEmpty ? newest.saga.status : "at \(newest.step)")
                + (words.isEmpty ? "" : ": " + words.joined(separator: ", ")) + ", the newest \(newest.saga.id)",
            door: newest.step.isEmpty ? item.door : .traces(filter: "name:\(newest.step) status:error"))
    }

    /// One saga in trouble.
    private struct Trouble {
        let saga: ObservedSaga
        let needsHands: Bool
        /// The step it stands at; empty where none is known.
        let step: String
        let error: String

        /// `nil` for a saga that goes its way or has ended as it should.
        init?(_ saga: ObservedSaga, stuckSince: Timestamp) {
            needsHands = saga.status == "needs_attention"
            guard needsHands || saga.isStalled(since: stuckSince) else { return nil }
            self.saga = saga
            let step = saga.steps.last { $0.state == .running || $0.state == .compensating || !$0.error.isEmpty }
            self.step = step?.name ?? ""
            error = step?.error ?? ""
        }

        var state: String { needsHands ? "needs attention" : "stuck" }
        var group: AttentionItem.ID { .sagas(name: saga.name, step: step, state: state) }

        var item: AttentionItem {
            let reason =
                step.isEmpty ? "\(saga.status), and no news since" : "at \(step)" + (error.isEmpty ? "" : ": \(error)")
            return AttentionItem(
                id: .saga(saga.id), severity: needsHands ? .bad : .warning, sign: .exclamation, title: saga.id,
                state: state, since: saga.updated.date, reason: reason,
                door: saga.traces.last.map(Destination.trace) ?? .traces(filter: "saga:\(saga.id)"))
        }
    }
}
