import Foundation
import Glibc

/// An exclusive lock that processes share through a file (flock(2)); the system releases it with the process.
struct FileLock {
    private let descriptor: Int32

    /// Waits until nobody else has the lock.
    /// - Throws: `POSIXError` when the file cannot be created or locked.
    init(path: String) throws(POSIXError) {
        // Nothing is written to it, and who may only read it may still lock it: consoles of several users share one.
        descriptor = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                let code = POSIXErrorCode(rawValue: errno) ?? .EIO
                close(descriptor)
                throw POSIXError(code)
            }
        }
    }

    func release() { close(descriptor) }
}
