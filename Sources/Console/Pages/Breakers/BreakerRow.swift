import TerminalUI
import Traces

/// What a row of the Breakers page is known by, whatever changes around it.
enum BreakerRowID: Hashable, Sendable {
    /// A breaker that several instances of a service have.
    case group(service: String, name: String)
    /// A breaker in an instance; where its service has only one, the breaker itself.
    case breaker(KnownBreaker.ID)

    var service: String {
        switch self {
        case .group(let service, _): service
        case .breaker(let id): id.service
        }
    }

    var name: String {
        switch self {
        case .group(_, let name): name
        case .breaker(let id): id.name
        }
    }
}

/// One row of the page.
struct BreakerRow: Sendable {
    let id: BreakerRowID
    let position: TreePosition
    /// The breaker; of a group, all of its instances.
    let breakers: [KnownBreaker]

    var isGroup: Bool {
        if case .group = id { true } else { false }
    }

    /// The breaker of the row; `nil` for a group.
    var breaker: KnownBreaker? { isGroup ? nil : breakers.first }

    /// The worst of the row's breakers.
    var worst: KnownBreaker? {
        breakers.max { BreakerSign($0.state).badness < BreakerSign($1.state).badness }
    }

    /// Its instances are in different states.
    var drifts: Bool { Set(breakers.map { $0.state }).count > 1 }

    /// What the tree calls it.
    var label: String {
        position.depth > 0
            ? breakers.first.map { $0.id.instance.isEmpty ? "(no instance said)" : $0.id.instance } ?? ""
            : id.name
    }
}
