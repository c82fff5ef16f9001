import Foundation
import Probes

/// The orders of the tree, in the sequence that `s` goes through them.
enum ServiceSort: CaseIterable, Sendable {
    case config, worst, slowest, name

    /// In words, for the title.
    var words: String {
        switch self {
        case .config: "config order"
        case .worst: "worst first"
        case .slowest: "slowest first"
        case .name: "by name"
        }
    }

    var next: ServiceSort {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// Puts things in this order; equal ones keep theirs.
    func sorted<Item>(_ items: [Item], by key: (Item) -> ServiceSortKey) -> [Item] {
        guard self != .config else { return items }
        let keyed = items.enumerated().map { (key: key($0.element), place: $0.offset, item: $0.element) }
        return keyed.sorted { left, right in
            isBefore(left.key, right.key) ?? (left.place < right.place)
        }.map(\.item)
    }

    /// `nil` where both are equal.
    private func isBefore(_ left: ServiceSortKey, _ right: ServiceSortKey) -> Bool? {
        switch self {
        case .config: return nil
        case .worst: return left.badness == right.badness ? nil : left.badness > right.badness
        case .slowest:
            let (leftTime, rightTime) = (left.p99 ?? .zero, right.p99 ?? .zero)
            return leftTime == rightTime ? nil : leftTime > rightTime
        case .name: return left.name == right.name ? nil : left.name < right.name
        }
    }
}

/// What a row is put in order by.
struct ServiceSortKey: Sendable {
    /// Higher is worse; what is muted is looked at last.
    var badness: Int
    var p99: Duration?
    /// In lower case.
    var name: String

    init(_ status: EndpointStatus, name: String, isMuted: Bool, now: Date) {
        self.name = name.lowercased()
        p99 = status.latency.p99
        badness = Self.badness(status.health, isFlapping: status.isFlapping, isStale: status.isStale(at: now))
        if isMuted { badness = -1 }
    }

    /// The key of several instances: the worst of theirs.
    init(_ keys: [ServiceSortKey], name: String) {
        self.name = name.lowercased()
        p99 = keys.compactMap(\.p99).max()
        badness = keys.map(\.badness).max() ?? 0
    }

    /// Unhealthy, then degraded, flapping, stale, unknown, healthy.
    private static func badness(_ health: Health, isFlapping: Bool, isStale: Bool) -> Int {
        switch health {
        case .unhealthy: 5
        case .degraded: 4
        case .healthy, .unknown: isFlapping ? 3 : isStale ? 2 : health == .unknown ? 1 : 0
        }
    }
}
