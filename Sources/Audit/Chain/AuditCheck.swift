import Foundation

/// Reads an audit log from its first byte on and says whether its chain is whole.
///
/// A fold over bytes: what was read is never read again when lines are appended.
public struct AuditCheck: Sendable, Hashable {
    /// The first place where the chain is broken; nothing after it is proven.
    public private(set) var firstBreak: AuditBreak?
    /// Entries that were read, before and after a break.
    public private(set) var entries = 0
    /// Lines that a stopped writer left half written and the next one has noted.
    public private(set) var repairedLines = 0
    /// The last entry of the chain.
    public private(set) var last = AuditLink.start

    private var lines = 0
    private var rest = Data()
    /// Lines that are no entries, which the next entry may account for.
    private var pending: [Pending] = []
    /// The head's number and what the entry of that number hashes to here.
    private var hashes: [Int: AuditHash] = [:]

    private struct Pending: Sendable, Hashable {
        var line: Int
        var fragment: AuditRepair.Fragment
        var mistake: AuditLineMistake
    }

    /// A check that has read nothing.
    public init() {}

    /// Bytes that have been read, half lines included.
    public private(set) var bytes = 0

    /// Reads on.
    /// - Returns: the entries that were completed, in order.
    public mutating func read(_ more: Data) -> [AuditLine] {
        bytes += more.count
        rest.append(more)
        var found: [AuditLine] = []
        var start = rest.startIndex
        while let end = rest[start...].firstIndex(of: 0x0A) {
            if let line = take(Data(rest[start..<end])) { found.append(line) }
            start = rest.index(after: end)
        }
        rest = Data(rest[start...])
        return found
    }

    /// What is to be said of all that was read.
    /// - Parameter head: the last entry that writers have noted beside the file.
    public func verdict(head: AuditLink?) -> AuditVerdict {
        AuditVerdict(entries: entries, repairedLines: repairedLines, firstBreak: firstBreak ?? breakAtEnd(head))
    }

    private func breakAtEnd(_ head: AuditLink?) -> AuditBreak? {
        if let waiting = pending.first {
            return AuditBreak(line: waiting.line, reason: .line(waiting.mistake))
        }
        if let head, head.number > last.number {
            return AuditBreak(line: lines + 1, reason: .missingAtEnd(head.number - last.number))
        }
        if !rest.isEmpty { return AuditBreak(line: lines + 1, reason: .halfLine(rest.count)) }
        if let head, let hash = hashes[head.number], hash != head.hash {
            return AuditBreak(line: lines, reason: .replaced)
        }
        return nil
    }

    private mutating func take(_ bytes: Data) -> AuditLine? {
        lines += 1
        let line: AuditLine
        do {
            line = try AuditLine(bytes: bytes)
        } catch {
            let fragment = AuditRepair.Fragment(bytes: bytes.count, hash: AuditHash(of: bytes).description)
            pending.append(Pending(line: lines, fragment: fragment, mistake: error))
            return nil
        }
        entries += 1
        if firstBreak == nil { firstBreak = fault(of: line) }
        pending = []
        last = line.link
        // Only the newest entries can be what the head has noted: writers note each that they complete.
        hashes[line.link.number] = line.link.hash
        hashes[line.link.number - 1_000] = nil
        return line
    }

    private mutating func fault(of line: AuditLine) -> AuditBreak? {
        if let waiting = pending.first {
            guard case .repaired(let repair) = line.entry.fact, repair.fragments == pending.map(\.fragment) else {
                return AuditBreak(line: waiting.line, reason: .line(waiting.mistake))
            }
            repairedLines += pending.count
        }
        if last == .start, case .continued(let continuation) = line.entry.fact, continuation.found == 0 {
            // The file before this one was rotated away; its last hash is on record here.
            return nil
        }
        guard line.previous == last.hash, line.link.number == last.number + 1 else {
            return AuditBreak(line: lines, reason: .doesNotFollow(expected: last.number + 1, found: line.link.number))
        }
        return nil
    }
}
