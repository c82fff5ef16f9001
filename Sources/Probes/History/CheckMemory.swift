import Foundation

/// Carries each check's since-time and history from one answer to the next, by its path of names.
enum CheckMemory {
    static let historyLimit = 32

    /// The tree of `answered`, sorted by name; what `previous` knew of a check at the same path goes on.
    /// Two checks of one name below one parent get numbers: `disk`, `disk #2`.
    static func merge(_ answered: [AnsweredCheck], into previous: [CheckNode], at now: Date) -> [CheckNode] {
        merge(answered, previous, path: [], at: now)
    }

    private static func merge(
        _ answered: [AnsweredCheck], _ previous: [CheckNode], path: [String], at now: Date
    ) -> [CheckNode] {
        if answered.isEmpty { return [] }
        let known = Dictionary(previous.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var used: Set<String> = []
        return answered.map { check in
            var name = check.name
            var number = 1
            while !used.insert(name).inserted {
                number += 1
                name = "\(check.name) #\(number)"
            }
            return node(check, known[name], id: path + [name], at: now)
        }
        .sorted { $0.name < $1.name }
    }

    private static func node(_ check: AnsweredCheck, _ before: CheckNode?, id: [String], at now: Date) -> CheckNode {
        var node = CheckNode(id: id, health: check.health, detail: check.detail, since: now, checkedAt: check.checkedAt)
        if let before, before.health == check.health {
            node.since = before.since
            node.history = before.history
        } else {
            node.history =
                (before?.history ?? []).suffix(historyLimit - 1) + [CheckNode.Change(at: now, to: check.health)]
        }
        node.children = merge(check.children, before?.children ?? [], path: id, at: now)
        return node
    }
}
