import Probes
import TerminalUI

/// What a row of the tree is known by, whatever changes around it.
enum ServiceRowID: Hashable, Sendable {
    /// A service; where it has a single endpoint, its row is the endpoint's too.
    case service(String)
    /// One of several instances.
    case instance(EndpointID)
    /// A check inside an endpoint's answer, by the names from the top to it.
    case check(EndpointID, [String])

    /// The name of the service that the row belongs to.
    var service: String {
        switch self {
        case .service(let name): name
        case .instance(let id), .check(let id, _): id.service
        }
    }
}

/// One row of the tree.
struct ServiceRow: Sendable {
    /// What a row is about.
    enum Subject: Sendable {
        /// A service with several instances, those that the filter leaves.
        case service(ServiceSummary)
        /// An instance, or a service that has only this one.
        case endpoint(EndpointStatus)
        case check(CheckNode, of: EndpointStatus)
    }

    let id: ServiceRowID
    let position: TreePosition
    let subject: Subject

    /// The endpoints that a command on this row acts on.
    var endpoints: [EndpointStatus] {
        switch subject {
        case .service(let summary): summary.instances
        case .endpoint(let status), .check(_, let status): [status]
        }
    }

    /// Whether it is a service or an instance that is not as it should be: what `n` looks for. A check is the reason, not
    /// the thing.
    var isBad: Bool {
        switch subject {
        case .service(let summary): summary.health > .unknown
        case .endpoint(let status): status.health > .unknown || status.isFlapping
        case .check: false
        }
    }

    /// What the tree calls it.
    var name: String {
        switch subject {
        case .service(let summary): summary.name
        case .endpoint(let status):
            if case .service(let name) = id { name } else { status.id.instance }
        case .check(let check, _): check.name
        }
    }

    /// Columns of the name with its guides, and of the count after a service's.
    var nameWidth: Int {
        var width = 2 * (position.depth + 1) + DisplayWidth.of(name)
        if case .service(let summary) = subject { width += 2 + String(summary.instances.count).count }
        return width
    }
}
