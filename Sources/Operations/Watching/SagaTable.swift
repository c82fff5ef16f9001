import DequeModule
import Foundation
import HashTreeCollections
import Operations

/// The sagas of one API. A copy shares all that has not changed, and says what has changed since a moment.
public struct SagaTable: Sendable {
    /// A saga as it was told last.
    public struct Row: Sendable, Equatable {
        public let summary: SagaSummary
        /// When it last came a step further, as far as was seen: a new try of the same step is no progress.
        public let progressed: Date
        fileprivate let change: Int
    }

    /// Sagas that are kept at most; of those that have ended, the ones that changed longest ago leave first.
    public static let limit = 150_000

    private var rows = TreeDictionary<String, Row>()
    private var byChange = TreeDictionary<Int, String>()
    private var queue: Deque<Int> = []
    /// The number of the last change; numbers only grow.
    public private(set) var lastChange: Int
    private let firstChange: Int

    /// - Parameter change: numbers of changes begin after this one.
    init(after change: Int) {
        lastChange = change
        firstChange = change
    }

    /// How many there are.
    public var count: Int { rows.count }

    /// A saga by its identity.
    public subscript(id: String) -> Row? { rows[id] }

    /// The sagas that changed after a number, each once; all of them for a number from before this table. Of those that
    /// left the table only the identity is known.
    /// - Complexity: O(changes)
    public func changes(after number: Int) -> [(id: String, row: Row?)] {
        guard number >= firstChange, number <= lastChange else { return rows.map { ($0.key, $0.value) } }
        guard number < lastChange else { return [] }
        return (number + 1...lastChange).compactMap { change in
            byChange[change].map { ($0, rows[$0]) }
        }
    }

    /// Takes over what an answer says of some sagas.
    /// - Returns: whether anything changed.
    mutating func take(_ summaries: [SagaSummary]) -> Bool {
        let before = lastChange
        for summary in summaries {
            let old = rows[summary.id]
            if old?.summary == summary { continue }
            note(summary.id, replacing: old?.change)
            rows[summary.id] = Row(
                summary: summary, progressed: Self.progressed(summary, after: old), change: lastChange)
        }
        letGo()
        return lastChange != before
    }

    private static func progressed(_ summary: SagaSummary, after old: Row?) -> Date {
        guard let old else { return summary.step == 0 ? summary.startedAt : summary.updatedAt }
        let isSameStep = old.summary.step == summary.step && old.summary.direction == summary.direction
        return isSameStep ? old.progressed : summary.updatedAt
    }

    private mutating func note(_ id: String, replacing old: Int?) {
        if let old { byChange[old] = nil }
        lastChange += 1
        byChange[lastChange] = id
        queue.append(lastChange)
    }

    private mutating func letGo() {
        while rows.count > Self.limit, let change = queue.popFirst() {
            guard let id = byChange[change], let row = rows[id] else { continue }
            // One that goes on is looked at again when its turn comes once more.
            guard row.summary.status.isFinal else {
                queue.append(change)
                if queue.count >= rows.count, rows.count - Self.limit > Self.limit / 10 { return }
                continue
            }
            rows[id] = nil
            note(id, replacing: change)
        }
    }
}

extension SagaSummary.Status {
    /// Nothing will change any more.
    public var isFinal: Bool { self == .completed || self == .compensated || self == .abandoned }
}
