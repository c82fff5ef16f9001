import Foundation

/// Reads an audit log and, later, what was appended to it.
public struct AuditFollower: Sendable {
    /// The file.
    public let path: String
    /// Every entry that was read, oldest first.
    public private(set) var lines: [AuditLine] = []
    /// Whether what was read is whole.
    public private(set) var verdict = AuditVerdict(entries: 0)

    private var check = AuditCheck()
    private var identity: Identity?

    /// The same file as before, and no shorter: only its end is new.
    private struct Identity: Sendable, Hashable {
        var device: UInt
        var inode: UInt
    }

    /// A reader that has read nothing.
    public init(path: String) { self.path = path }

    /// Reads what is new. A file that was replaced or cut is read again from its beginning.
    /// - Returns: whether anything is different from before.
    /// - Throws: `AuditError` when there is a file and it cannot be read.
    @discardableResult
    public mutating func readOn() throws(AuditError) -> Bool {
        let (before, last) = (verdict, check.last)
        let lock = AuditLock.sharing(besides: path)
        defer { lock?.release() }
        let isContinued = check.bytes > 0
        try readFile(head: lock?.head())
        // A writer that takes back what it could not complete may leave other bytes than were read before.
        if isContinued, !verdict.isWhole, verdict != before {
            startOver()
            try readFile(head: lock?.head())
        }
        return verdict != before || check.last != last
    }

    private mutating func readFile(head: AuditLink?) throws(AuditError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw AuditError(path: path, reason: .system(call: "open", errno: errno)) }
            startOver()
            verdict = check.verdict(head: head)
            return
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw AuditError(path: path, reason: .notAFile)
        }
        let found = Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
        if found != identity || Int(status.st_size) < check.bytes { startOver() }
        identity = found
        try readToTheEnd(descriptor)
        verdict = check.verdict(head: head)
    }

    private mutating func startOver() {
        lines = []
        check = AuditCheck()
        identity = nil
    }

    private mutating func readToTheEnd(_ descriptor: Int32) throws(AuditError) {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = pread(descriptor, &buffer, buffer.count, off_t(check.bytes))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw AuditError(path: path, reason: .system(call: "read", errno: errno)) }
            guard count > 0 else { return }
            lines += check.read(Data(buffer[..<count]))
        }
    }
}
