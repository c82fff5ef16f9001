import Foundation

/// The end of an audit log's file, as far as a writer must know it.
struct AuditTail: Sendable, Hashable {
    /// The last line that is an entry.
    var last: AuditLine?
    /// What stands after it and is no entry, oldest first; the last one may lack its end.
    var fragments: [Data] = []
    /// The file does not end with a line's end.
    var isOpen = false
    /// Whether the bytes that were looked at held an entry, so that nothing before them matters.
    var isDecided: Bool { last != nil }

    /// Reads the last part of a file.
    /// - Parameter isWhole: `bytes` is all of the file; else its first line may be cut and is passed over.
    init(bytes: Data, isWhole: Bool) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Data($0) }
        isOpen = !(lines.last?.isEmpty ?? true)
        if !isOpen { lines.removeLast() }
        if !isWhole, !lines.isEmpty { lines.removeFirst() }
        for line in lines.reversed() {
            if let entry = try? AuditLine(bytes: line) {
                last = entry
                break
            }
            fragments.insert(line, at: 0)
        }
    }

    /// What is written next: entries that keep the chain, and the place that they follow.
    ///
    /// - Parameter head: the last entry that writers have noted beside the file.
    func continuation(head: AuditLink?) -> (after: AuditLink, keeping: [AuditFact]) {
        var keeping: [AuditFact] = []
        if !fragments.isEmpty {
            let fragments = fragments.map {
                AuditRepair.Fragment(bytes: $0.count, hash: AuditHash(of: $0).description)
            }
            keeping.append(.repaired(AuditRepair(fragments: fragments)))
        }
        let found = last?.link ?? .start
        // A head that lags is that of a writer that was stopped after its line was complete.
        guard let head, head.number >= found.number, head != found else { return (found, keeping) }
        keeping.append(.continued(AuditContinuation(after: head.number, found: found.number)))
        return (head, keeping)
    }
}
