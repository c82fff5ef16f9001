import Audit
import Foundation
import TerminalUI

extension State {
    var auditScopes: [Scope] { audit.detail.isFocused ? [.auditDetail, .audit] : [.audit] }

    /// The log was read again, or could not be.
    mutating func auditRead(_ reading: AuditReading, failure: String?) -> [Effect] {
        let wasWhole = audit.reading.verdict.isWhole
        audit.isRead = true
        audit.failure = failure
        if failure == nil { audit.reading = reading }
        if wasWhole, let place = audit.reading.verdict.firstBreak {
            say("the audit log is broken at \(place)", .failure)
            record("audit", "the chain is broken at \(place)", by: "fusebox")
        }
        rebuildAudit()
        return []
    }

    private mutating func rebuildAudit() {
        let all = AuditAction.actions(in: audit.reading.lines)
        audit.total = all.count
        let words = audit.activeFilter.lowercased().split(separator: " ")
        audit.actions = all.reversed().filter { action in
            guard !words.isEmpty else { return true }
            let text = AuditWords(action).haystack
            return words.allSatisfy { text.contains($0) }
        }
    }

    mutating func followAudit() {
        audit.cursor.follow(audit.actions.map(\.id), height: auditHeight)
        if audit.actions.isEmpty { audit.detail.close() }
        audit.detail.follow(audit.cursor.selected)
    }

    private var auditHeight: Int { ListDetailLayout.treeHeight(isDetailOpen: audit.detail.isOpen, in: pageRect) }

    mutating func moveOnAudit(_ move: ListMove) -> [Effect] {
        guard audit.detail.isFocused, let action = audit.selected else {
            audit.cursor.move(move, in: audit.actions.map(\.id), height: auditHeight)
            return []
        }
        let rect = ListDetailLayout(isDetailOpen: true, in: pageRect).detail
        let detail = AuditDetail(action: action, state: self, theme: theme, width: rect.width - 2)
        audit.detail.scroll(move, count: detail.lines().count, height: rect.height)
        return []
    }

    mutating func clickAudit(_ point: Point) -> [Effect] {
        let layout = ListDetailLayout(isDetailOpen: audit.detail.isOpen, in: Rect(size: pageRect.size))
        if layout.detail.contains(point) || layout.detailTitle.contains(point) {
            audit.detail.isFocused = true
            return []
        }
        let line = point.y - layout.tree.y - 1
        guard layout.tree.contains(point), line >= 0 else { return [] }
        audit.detail.isFocused = false
        guard audit.cursor.top + line < audit.actions.count else { return [] }
        return moveOnAudit(.screenLine(line))
    }

    mutating func performOnAudit(_ command: Command) -> [Effect]? {
        switch command {
        case .open: return openAudit()
        case .back: return closeOnAudit()
        case .switchPane:
            audit.detail.isFocused = audit.detail.isOpen && !audit.detail.isFocused
            return []
        case .filter: return openPrompt(.filterAudit, text: audit.filter)
        case .copy: return copyAudit()
        case .export: return exportAudit()
        default: return nil
        }
    }

    private mutating func openAudit() -> [Effect] {
        guard audit.selected != nil else {
            say("nothing to open here", .refusal)
            return []
        }
        audit.detail.open()
        return []
    }

    private mutating func closeOnAudit() -> [Effect]? {
        if audit.detail.isOpen {
            let leadsBack = audit.detail.isFromElsewhere
            audit.detail.close()
            return leadsBack ? nil : []
        }
        guard !audit.filter.isEmpty else { return nil }
        return cleared(audit.filter, submitAuditFilter(""))
    }

    private mutating func copyAudit() -> [Effect] {
        guard let action = audit.selected else {
            say("nothing to copy", .refusal)
            return []
        }
        say("copied")
        return [.copy(SafeText.visible(AuditWords(action).line(clock: options.clock, now: now)))]
    }

    /// The lines of the log that belong to the action, as they stand there.
    private mutating func exportAudit() -> [Effect] {
        guard let action = audit.selected else {
            say("nothing to export", .refusal)
            return []
        }
        let lines = audit.reading.lines.filter { $0.entry.action == action.id }
            .map { String(decoding: $0.bytes, as: UTF8.self) }
        return [.export(name: "audit-\(action.id)", json: "[\n" + lines.joined(separator: ",\n") + "\n]")]
    }

    mutating func typeAuditFilter(_ text: String) -> [Effect] {
        audit.typedFilter = text
        rebuildAudit()
        return []
    }

    mutating func submitAuditFilter(_ text: String) -> [Effect]? {
        audit.filter = text.trimmingCharacters(in: .whitespaces)
        audit.typedFilter = nil
        rebuildAudit()
        return []
    }

    /// Shows what was done to a target.
    mutating func showAudit(filter: String) -> [Effect] {
        audit.detail.close()
        return submitAuditFilter(filter) ?? []
    }
}
