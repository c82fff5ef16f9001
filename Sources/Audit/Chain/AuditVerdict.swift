/// Whether an audit log is whole.
public struct AuditVerdict: Sendable, Hashable, CustomStringConvertible {
    /// Entries that were read.
    public var entries: Int
    /// Half lines of writers that were stopped, each noted by the next writer.
    public var repairedLines: Int
    /// The first place where the chain is broken; `nil` for a log that is whole.
    public var firstBreak: AuditBreak?

    /// A verdict.
    public init(entries: Int, repairedLines: Int = 0, firstBreak: AuditBreak? = nil) {
        self.entries = entries
        self.repairedLines = repairedLines
        self.firstBreak = firstBreak
    }

    /// Every line is as it was written, and none is missing.
    public var isWhole: Bool { firstBreak == nil }

    public var description: String {
        if let firstBreak { return "broken: \(firstBreak)" }
        let repaired =
            repairedLines == 0
            ? "" : "; \(repairedLines) half-written \(repairedLines == 1 ? "line is" : "lines are") noted as such"
        return "whole: \(entries) \(entries == 1 ? "entry" : "entries")\(repaired)"
    }
}

/// Where a chain is broken, and how.
public struct AuditBreak: Sendable, Hashable, CustomStringConvertible {
    /// How it is broken.
    public enum Reason: Sendable, Hashable {
        /// The line itself is wrong.
        case line(AuditLineMistake)
        /// It is not the entry that comes after the line before.
        case doesNotFollow(expected: Int, found: Int)
        /// The last line has no end: its writer was stopped, or somebody cut it.
        case halfLine(Int)
        /// So many entries that were written are not there.
        case missingAtEnd(Int)
        /// The last entries are others than those that were written.
        case replaced
    }

    /// The line of the file, from 1.
    public var line: Int
    /// How it is broken.
    public var reason: Reason

    /// A break.
    public init(line: Int, reason: Reason) {
        self.line = line
        self.reason = reason
    }

    public var description: String {
        switch reason {
        case .line(let mistake): "line \(line): \(mistake)"
        case .doesNotFollow(let expected, let found):
            "line \(line): entry \(found) does not follow what stands above, entry \(expected) should be here: "
                + "lines were removed, added or moved"
        case .halfLine(let bytes):
            "line \(line): half a line of \(bytes) bytes; its writer was stopped while writing, so it sent nothing; "
                + "the next action notes it"
        case .missingAtEnd(let count):
            "line \(line): the last \(count == 1 ? "entry is" : "\(count) entries are") missing"
        case .replaced: "line \(line): the last entries are not those that were written"
        }
    }
}
