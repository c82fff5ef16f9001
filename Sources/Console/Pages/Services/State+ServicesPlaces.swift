import Foundation
import Probes
import TerminalUI

// MARK: - The filter

extension State {
    mutating func typeServicesFilter(_ text: String) -> [Effect] {
        services.typedFilter = text.trimmingCharacters(in: .whitespaces)
        services.isOutdated = true
        return []
    }

    mutating func submitServicesFilter(_ text: String) -> [Effect]? {
        services.filter = text.trimmingCharacters(in: .whitespaces)
        services.typedFilter = nil
        services.isOutdated = true
        return []
    }
}

// MARK: - Coming from another page

extension State {
    /// Puts the cursor on an endpoint, out from under folds and filter.
    mutating func showEndpoint(_ id: EndpointID) -> [Effect] {
        guard observation.probes[id] != nil else {
            say("\(id) is not probed any more: the config does not name it", .refusal)
            return []
        }
        let isAlone = observation.probes.services.first { $0.name == id.service }?.range.count == 1
        if !isAlone { services.folds[.service(id.service)] = false }
        reveal(isAlone ? .service(id.service) : .instance(id), named: observation.title(of: id))
        return []
    }

    /// Puts the cursor on a service, out from under a filter.
    mutating func showService(_ name: String) -> [Effect] {
        guard observation.probes.services.contains(where: { $0.name == name }) else {
            say("\(name) is not probed: the config does not name it", .refusal)
            return []
        }
        reveal(.service(name), named: name)
        return []
    }

    private mutating func reveal(_ id: ServiceRowID, named name: String) {
        services.focus = services.isDetailOpen ? services.focus : .tree
        rebuildServiceRows()
        if !services.rows.contains(where: { $0.id == id }), !services.activeFilter.isEmpty {
            let filter = services.activeFilter
            services.filter = ""
            services.typedFilter = nil
            rebuildServiceRows()
            say("filter \"\(filter)\" cleared: it hid \(name)")
        }
        services.cursor.select(id)
    }
}
