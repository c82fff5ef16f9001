import Foundation
import Probes
import TerminalUI

/// Works out the rows of the page: services, their instances, their checks, under filter, order and folds.
struct ServiceTree {
    let page: ServicesPage
    let probes: ProbeSnapshot
    /// Endpoints that want no attention.
    let muted: Set<EndpointID>
    let now: Date

    /// The visible rows from the top, and how many endpoints the filter hides.
    /// - Complexity: O(endpoints and visible checks), once for each snapshot that is shown.
    func rows() -> (rows: [ServiceRow], hidden: Int) {
        let filter = ServiceFilter(page.activeFilter)
        var roots: [Node] = []
        var hidden = 0
        for service in probes.services {
            let all = probes.instances(of: service)
            let shown = filter.isEmpty ? Array(all) : all.filter { matches($0, filter) }
            hidden += all.count - shown.count
            guard !shown.isEmpty else { continue }
            roots.append(root(service.name, shown, isAlone: all.count == 1))
        }
        let sorted = page.sort.sorted(roots) { $0.key }
        return (outline(sorted), hidden)
    }

    private struct Node {
        let id: ServiceRowID
        let subject: ServiceRow.Subject
        var key: ServiceSortKey
    }

    private func matches(_ status: EndpointStatus, _ filter: ServiceFilter) -> Bool {
        filter.matches(status, isMuted: muted.contains(status.id), now: now)
    }

    private func key(_ status: EndpointStatus, _ name: String) -> ServiceSortKey {
        ServiceSortKey(status, name: name, isMuted: muted.contains(status.id), now: now)
    }

    private func root(_ name: String, _ shown: [EndpointStatus], isAlone: Bool) -> Node {
        if isAlone, let status = shown.first {
            return Node(id: .service(name), subject: .endpoint(status), key: key(status, name))
        }
        return Node(
            id: .service(name), subject: .service(ServiceSummary(name: name, instances: shown)),
            key: ServiceSortKey(shown.map { key($0, name) }, name: name))
    }

    private func outline(_ roots: [Node]) -> [ServiceRow] {
        var nodes = roots
        let outline = Outline<Int>(
            roots: Array(nodes.indices),
            isFolded: { isFolded(nodes[$0]) },
            children: { number in
                let start = nodes.count
                nodes += children(of: nodes[number])
                return Array(start..<nodes.count)
            })
        return outline.rows.map { row in
            ServiceRow(id: nodes[row.id].id, position: row.position, subject: nodes[row.id].subject)
        }
    }

    private func children(of node: Node) -> [Node] {
        switch node.subject {
        case .service(let summary):
            let instances = page.sort.sorted(summary.instances) { key($0, $0.id.instance) }
            return instances.map {
                Node(id: .instance($0.id), subject: .endpoint($0), key: key($0, $0.id.instance))
            }
        case .endpoint(let status): return checks(status.checks, of: status, node.key)
        case .check(let check, let status): return checks(check.children, of: status, node.key)
        }
    }

    /// Checks keep the order of their names, except that the worst come first where that is the order.
    private func checks(_ checks: [CheckNode], of status: EndpointStatus, _ key: ServiceSortKey) -> [Node] {
        var checks = checks
        if page.sort == .worst {
            checks.sort { $0.health == $1.health ? $0.name < $1.name : $0.health > $1.health }
        }
        return checks.map { Node(id: .check(status.id, $0.id), subject: .check($0, of: status), key: key) }
    }
}

// MARK: - Folds

extension ServiceTree {
    /// What a person has said counts most; else checks are open where they are the reason for something.
    private func isFolded(_ node: Node) -> Bool {
        if let said = page.folds[node.id] { return said }
        switch page.foldAll {
        case .folded: return true
        case .unfolded: return false
        case .byHealth: break
        }
        switch node.subject {
        case .service: return false
        case .endpoint(let status):
            return status.health <= .unknown && !status.isFlapping && !holdsCursor(status.id, above: [])
        case .check(let check, let status):
            return check.health <= .unknown && !holdsCursor(status.id, above: check.id)
        }
    }

    /// A row under the cursor is not folded away because things got better.
    private func holdsCursor(_ id: EndpointID, above path: [String]) -> Bool {
        guard case .check(id, let selected)? = page.cursor.selected else { return false }
        return selected.count > path.count && selected.starts(with: path)
    }
}
