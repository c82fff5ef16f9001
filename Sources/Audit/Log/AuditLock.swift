import Foundation

/// The lock that writers share, and the head that is kept in its file.
struct AuditLock {
    private let descriptor: Int32

    /// Waits for the lock. The system releases it with the process.
    static func take(besides log: String, within longestWait: Duration) async throws(AuditError) -> AuditLock {
        let descriptor = open(AuditHead.path(of: log), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw AuditError(path: log, reason: .system(call: "open", errno: errno)) }
        let deadline = ContinuousClock.now + longestWait
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            guard code == EWOULDBLOCK || code == EINTR else {
                close(descriptor)
                throw AuditError(path: log, reason: .system(call: "flock", errno: code))
            }
            guard ContinuousClock.now < deadline, !Task.isCancelled else {
                close(descriptor)
                throw AuditError(path: log, reason: .locked(for: longestWait))
            }
            // flock(2) that waits would hold a thread of the pool, and cannot be given up.
            try? await Task.sleep(for: .milliseconds(5))
        }
        return AuditLock(descriptor: descriptor)
    }

    /// Keeps writers away while somebody reads, so that no line is half written then. Reading does not depend on it:
    /// `nil` where nobody has written yet, the file may not be opened, or a writer hangs.
    static func sharing(besides log: String) -> AuditLock? {
        let descriptor = open(AuditHead.path(of: log), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        for _ in 0..<100 {
            if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { break }
            usleep(2_000)
        }
        return AuditLock(descriptor: descriptor)
    }

    /// The last entry that was completed; `nil` where nobody has noted one.
    func head() -> AuditLink? {
        var bytes = [UInt8](repeating: 0, count: AuditHead.length)
        let count = pread(descriptor, &bytes, AuditHead.length, 0)
        return AuditHead.link(in: Data(bytes.prefix(max(0, count))))
    }

    /// Notes the last entry. A head that could not be written only lags, which readers and writers allow for.
    func note(_ link: AuditLink) {
        let bytes = AuditHead.bytes(of: link)
        _ = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    func release() { close(descriptor) }
}
