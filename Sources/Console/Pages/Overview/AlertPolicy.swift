import Foundation

/// Decides when something that needs attention is new enough to ring for.
///
/// It must stay wrong for `settle` before it alerts, and right for as long before it can alert again; between two alerts
/// lies at least `minimumInterval`, and what comes meanwhile is summed up in the next one.
public struct AlertPolicy: Sendable, Equatable {
    /// Alerts are wanted at all.
    public var isEnabled: Bool
    /// Seconds that something must stay wrong, or right.
    public var settle: TimeInterval
    /// Seconds between two alerts.
    public var minimumInterval: TimeInterval
    /// Warnings alert too, not only what is bad.
    public var includesWarnings: Bool

    private struct Watch: Sendable, Equatable {
        var wrongSince: Date
        var rightSince: Date?
        var hasAlerted = false
    }
    private var watches: [AttentionItem.ID: Watch] = [:]
    private var lastAlert: Date?

    /// A policy; without arguments it never alerts.
    public init(
        isEnabled: Bool = false, settle: TimeInterval = 10, minimumInterval: TimeInterval = 30,
        includesWarnings: Bool = false
    ) {
        self.isEnabled = isEnabled
        self.settle = settle
        self.minimumInterval = minimumInterval
        self.includesWarnings = includesWarnings
    }

    /// Goes on by other rules, and remembers what has alerted already.
    mutating func take(_ other: AlertPolicy) {
        isEnabled = other.isEnabled
        settle = other.settle
        minimumInterval = other.minimumInterval
        includesWarnings = other.includesWarnings
    }

    /// Takes notice of what needs attention now and returns the alert that is due, if one is.
    /// - Parameter claimed: items that somebody has taken; they never alert.
    mutating func update(_ items: [AttentionItem], claimed: Set<AttentionItem.ID>, now: Date) -> Alert? {
        guard isEnabled else { return nil }
        let wrong = items.filter { includesWarnings || $0.severity == .bad }
        watch(Set(wrong.map(\.id)), now: now)
        if let lastAlert, now.timeIntervalSince(lastAlert) < minimumInterval { return nil }
        let due = wrong.filter { item in
            guard let watch = watches[item.id], !watch.hasAlerted, !claimed.contains(item.id) else { return false }
            return now.timeIntervalSince(watch.wrongSince) >= settle
        }
        guard let first = due.first else { return nil }
        for item in due { watches[item.id]?.hasAlerted = true }
        lastAlert = now
        let more = due.count > 1 ? " and \(due.count - 1) more" : ""
        return Alert(title: "\(first.title) \(first.state)\(more)", reason: first.reason)
    }

    private mutating func watch(_ wrong: Set<AttentionItem.ID>, now: Date) {
        for id in wrong {
            watches[id, default: Watch(wrongSince: now)].rightSince = nil
        }
        for (id, watch) in watches where !wrong.contains(id) {
            let rightSince = watch.rightSince ?? now
            // What never alerted has nothing to calm down from.
            if !watch.hasAlerted || now.timeIntervalSince(rightSince) >= settle {
                watches[id] = nil
            } else {
                watches[id]?.rightSince = rightSince
            }
        }
    }
}
