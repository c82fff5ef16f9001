import Foundation
import Probes
import TerminalUI

extension State {
    var servicesScopes: [Scope] { services.isDetailFocused ? [.serviceDetail, .services] : [.services] }

    /// Takes notice of new snapshots; the rows are worked out when the page is looked at.
    mutating func refreshServices() {
        if services.revision != observation.probes.revision { services.isOutdated = true }
    }

    /// Brings rows, cursor and detail up to what is observed.
    mutating func followServices() {
        if services.isOutdated { rebuildServiceRows() }
        let height = ListDetailLayout.treeHeight(isDetailOpen: services.isDetailOpen, in: pageRect)
        services.cursor.follow(
            count: services.rows.count, height: height,
            id: { [rows = services.rows] in
                rows[$0].id
            })
        if services.rows.isEmpty {
            services.isDetailOpen = false
            services.focus = .tree
        }
        if services.detailOf != services.cursor.selected {
            services.detailOf = services.cursor.selected
            services.detailTop = 0
        }
    }

    mutating func rebuildServiceRows() {
        let probes = observation.probes
        let tree = ServiceTree(
            page: services, probes: probes, muted: mutedEndpoints(in: observation), now: moment)
        (services.rows, services.hidden) = tree.rows()
        services.total = probes.endpoints.count
        services.nameWidth = services.rows.reduce(0) { max($0, $1.nameWidth) }
        services.revision = probes.revision
        services.isOutdated = false
    }

    mutating func moveOnServices(_ move: ListMove) -> [Effect] {
        if services.isDetailFocused {
            scrollServiceDetail(move)
            return []
        }
        let height = ListDetailLayout.treeHeight(isDetailOpen: services.isDetailOpen, in: pageRect)
        services.cursor.move(move, in: services.rows.map(\.id), height: height)
        // Checks that were held open for the cursor may fold once it has left.
        services.isOutdated = true
        return []
    }

    private mutating func scrollServiceDetail(_ move: ListMove) {
        guard let row = services.selectedRow else { return }
        let rect = ListDetailLayout(isDetailOpen: true, in: pageRect).detail
        let detail = ServiceDetail(row: row, state: self, theme: theme, width: rect.width - 2)
        let last = max(0, detail.lines().count - rect.height)
        let top = min(services.detailTop, last)
        let wanted =
            switch move {
            case .up(let lines): top - lines
            case .down(let lines): top + lines
            case .pageUp: top - max(1, rect.height - 1)
            case .pageDown: top + max(1, rect.height - 1)
            case .halfPageUp: top - max(1, rect.height / 2)
            case .halfPageDown: top + max(1, rect.height / 2)
            case .home: 0
            case .end: last
            case .row(let line): line
            case .screenLine: top
            }
        services.detailTop = max(0, min(wanted, last))
    }

    mutating func clickServices(_ point: Point) -> [Effect] {
        let layout = ListDetailLayout(isDetailOpen: services.isDetailOpen, in: Rect(size: pageRect.size))
        if layout.detail.contains(point) || layout.detailTitle.contains(point) {
            services.focus = .detail
            return []
        }
        let line = point.y - layout.tree.y - 1
        guard layout.tree.contains(point), line >= 0 else { return [] }
        services.focus = .tree
        let row = services.cursor.top + line
        guard row < services.rows.count else { return [] }
        let marks = services.rows[row].position.markColumns(
            theme.art, most: Tree.guideRoom(width: layout.tree.width))
        let isOnMark = marks.contains(point.x - layout.tree.x)
        let effects = moveOnServices(.screenLine(line))
        return isOnMark ? effects + foldService() : effects
    }

    mutating func performOnServices(_ command: Command) -> [Effect]? {
        switch command {
        case .open: openService()
        case .back: closeOnServices()
        case .switchPane: switchServicesPane()
        case .filter: openPrompt(.filterServices, text: services.filter)
        case .nextMatch: stepOnServices(1)
        case .previousMatch: stepOnServices(-1)
        case .sort: sortServices()
        case .fold: foldService()
        case .left: stepOut()
        case .right: stepIn()
        case .foldAll: foldAllServices()
        case .probeNow: probeServicesNow()
        case .mute: muteServices()
        case .copy: copyService()
        case .export: exportService()
        default: nil
        }
    }
}

// MARK: - Opening and closing

extension State {
    private mutating func openService() -> [Effect] {
        guard services.selectedRow != nil else {
            say("nothing to open here", .refusal)
            return []
        }
        services.isDetailOpen = true
        services.focus = .detail
        return []
    }

    /// One thing at a time: first the detail, then the filter; then `nil`, and the way leads back.
    private mutating func closeOnServices() -> [Effect]? {
        if services.isDetailOpen {
            services.isDetailOpen = false
            services.focus = .tree
            return []
        }
        guard !services.filter.isEmpty else { return nil }
        return submitServicesFilter("")
    }

    private mutating func switchServicesPane() -> [Effect] {
        guard services.isDetailOpen, pageRect.width >= ListDetailLayout.besideFrom else {
            say("nothing stands beside the services: Enter opens one", .refusal)
            return []
        }
        services.focus = services.focus == .tree ? .detail : .tree
        return []
    }

    /// To the next row that is not as it should be; under a filter, to the next row at all.
    private mutating func stepOnServices(_ step: Int) -> [Effect] {
        let rows = services.rows
        let takesAny = !services.activeFilter.isEmpty
        guard !rows.isEmpty else { return [] }
        for distance in 1...rows.count {
            let place = (services.cursor.row + step * distance + rows.count * distance) % rows.count
            guard takesAny || rows[place].isBad else { continue }
            services.cursor.select(rows[place].id)
            services.isOutdated = true
            return []
        }
        say("every service is as it should be")
        return []
    }
}

// MARK: - Order and folds

extension State {
    private mutating func sortServices() -> [Effect] {
        services.sort = services.sort.next
        services.isOutdated = true
        return []
    }

    /// Folds or unfolds the row; on a row without anything below it, the one that it belongs to.
    private mutating func foldService() -> [Effect] {
        guard let row = services.selectedRow else { return [] }
        switch row.position.fold {
        case .folded: services.folds[row.id] = false
        case .unfolded: services.folds[row.id] = true
        case .leaf:
            guard let parent = parentOfSelected else {
                say("\(row.id.service) has nothing to fold", .refusal)
                return []
            }
            services.folds[parent] = true
            services.cursor.select(parent)
        }
        services.isOutdated = true
        return []
    }

    /// Folds what is unfolded; else goes to the row that this one belongs to.
    private mutating func stepOut() -> [Effect] {
        guard let row = services.selectedRow else { return [] }
        if row.position.fold == .unfolded {
            services.folds[row.id] = true
        } else if let parent = parentOfSelected {
            services.cursor.select(parent)
        }
        services.isOutdated = true
        return []
    }

    /// Unfolds what is folded; else goes to the first row inside.
    private mutating func stepIn() -> [Effect] {
        guard let row = services.selectedRow else { return [] }
        switch row.position.fold {
        case .folded:
            services.folds[row.id] = false
            services.isOutdated = true
        case .unfolded: return moveOnServices(.down())
        case .leaf: break
        }
        return []
    }

    private var parentOfSelected: ServiceRowID? {
        guard let row = services.selectedRow else { return nil }
        return services.rows[..<services.cursor.row].last { $0.position.depth < row.position.depth }?.id
    }

    private mutating func foldAllServices() -> [Effect] {
        services.folds = [:]
        services.isOutdated = true
        switch services.foldAll {
        case .byHealth:
            services.foldAll = .unfolded
            say("everything unfolded")
        case .unfolded:
            services.foldAll = .folded
            say("everything folded")
        case .folded:
            services.foldAll = .byHealth
            say("unfolded where something is wrong")
        }
        return []
    }
}
