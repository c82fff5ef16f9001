import Foundation

/// The audit log of a machine: hash-chained JSON lines that several consoles append to.
///
/// An entry counts once ``append(_:)`` has returned: it is on disk then. A writer that is stopped in the middle leaves
/// half a line, which the next writer notes and passes over.
public struct AuditLog: Sendable {
    /// The file; created with its folder when it does not exist, readable by its owner alone.
    public let path: String
    /// How long a writer waits for another one.
    public let longestWait: Duration
    private let queue = AuditQueue()

    /// The log at `path`.
    public init(path: String, longestWait: Duration = .seconds(5)) {
        self.path = path
        self.longestWait = longestWait
    }

    /// Appends entries, all of them with one write, and waits until they are on disk. What is appended at the same time
    /// through copies of this value goes together, in the order in which it came.
    /// - Returns: the lines as they were written, those that keep the chain left out.
    /// - Throws: `AuditError`; nothing of `entries` is in the log then, or it is unknown whether a crash of the machine
    ///   would keep it: do not act on it.
    @discardableResult
    public func append(_ entries: [AuditEntry]) async throws(AuditError) -> [AuditLine] {
        guard !entries.isEmpty else { return [] }
        return try await queue.append(entries) { [self] entries throws(AuditError) in try await write(entries) }
    }

    private func write(_ entries: [AuditEntry]) async throws(AuditError) -> [AuditLine] {
        guard let first = entries.first else { return [] }
        try createFolder()
        let lock = try await AuditLock.take(besides: path, within: longestWait)
        defer { lock.release() }
        let file = try AuditFile(path: path)
        defer { file.close() }
        let tail = try file.tail()
        let (after, keeping) = tail.continuation(head: lock.head())
        let kept = keeping.map { fact in
            AuditEntry(
                at: first.at, action: "", who: first.who, host: first.host, process: first.process, fact: fact)
        }
        let lines = try lines(kept + entries, after: after)
        var bytes = Data(tail.isOpen ? "\n".utf8 : "".utf8)
        for line in lines { bytes += line.bytes + Data("\n".utf8) }
        try file.append(bytes)
        if let last = lines.last { lock.note(last.link) }
        return Array(lines.dropFirst(kept.count))
    }

    /// Reads all of the log.
    /// - Throws: `AuditError` when there is a file and it cannot be read. No file is an empty log.
    public func read() throws(AuditError) -> AuditReading {
        var follower = AuditFollower(path: path)
        try follower.readOn()
        return AuditReading(lines: follower.lines, verdict: follower.verdict)
    }

    private func lines(_ entries: [AuditEntry], after: AuditLink) throws(AuditError) -> [AuditLine] {
        var lines: [AuditLine] = []
        var place = after
        for entry in entries {
            do {
                let line = try AuditLine(entry, after: place)
                lines.append(line)
                place = line.link
            } catch {
                throw AuditError(path: path, reason: .encoding("\(error)"))
            }
        }
        return lines
    }

    private func createFolder() throws(AuditError) {
        let folder = (path as NSString).deletingLastPathComponent
        guard !folder.isEmpty else { return }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
            throw AuditError(path: path, reason: .system(call: "mkdir", errno: Int32(underlying?.code ?? Int(EIO))))
        }
    }
}

/// What an audit log holds.
public struct AuditReading: Sendable, Hashable {
    /// Every entry, oldest first.
    public var lines: [AuditLine]
    /// Whether the chain is whole.
    public var verdict: AuditVerdict

    /// What was read.
    public init(lines: [AuditLine] = [], verdict: AuditVerdict = AuditVerdict(entries: 0)) {
        self.lines = lines
        self.verdict = verdict
    }
}
