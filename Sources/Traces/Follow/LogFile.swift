#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// An open file, known by what it is and not by its name: rotation renames it, and it stays the same file.
final class LogFile: Sendable {
    /// What the system knows a file by.
    struct Identity: Sendable, Hashable {
        var device: UInt64
        var inode: UInt64
    }

    /// What the system says of a file.
    struct Facts: Sendable, Equatable {
        var identity: Identity
        var size: UInt64
        /// Seconds since 1970.
        var modified: Int
        /// Names that it has left; 0 once it is deleted.
        var links: UInt64
        var isRegular: Bool

        init(_ status: stat) {
            identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
            size = UInt64(max(0, status.st_size))
            modified = Int(status.st_mtim.tv_sec)
            links = UInt64(status.st_nlink)
            isRegular = status.st_mode & S_IFMT == S_IFREG
        }
    }

    /// The path that it was opened by.
    let path: String
    let identity: Identity
    private let descriptor: Int32

    /// Opens a file for reading.
    init(path: String) throws(LogFileError) {
        let opened = path.withCString { Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard opened >= 0 else { throw LogFileError(path: path, code: errno) }
        var status = stat()
        guard fstat(opened, &status) == 0 else {
            let code = errno
            close(opened)
            throw LogFileError(path: path, code: code)
        }
        let facts = Facts(status)
        guard facts.isRegular else {
            close(opened)
            throw LogFileError(path: path, code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
        }
        self.path = path
        identity = facts.identity
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// What the system says now; `nil` when it cannot tell.
    var facts: Facts? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Facts(status) : nil
    }

    /// What stands at a path now, following links; `nil` when there is nothing.
    static func facts(at path: String) -> Facts? {
        var status = stat()
        return path.withCString { stat($0, &status) } == 0 ? Facts(status) : nil
    }

    /// Reads bytes from a place.
    /// - Returns: how many there were, 0 at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(LogFileError) -> Int {
        var total = 0
        while total < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[total...])
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(total))
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw LogFileError(path: path, code: errno)
            }
            total += count
        }
        return total
    }
}

/// Why a file cannot be read, in the system's words and with what to do.
struct LogFileError: Error, Equatable, CustomStringConvertible {
    let path: String
    /// The system's number for it.
    let code: Int32

    /// Our own numbers, beside the system's, which are positive.
    static let compressed: Int32 = -1
    static let damaged: Int32 = -2
    static let shorter: Int32 = -3

    /// It is not there, which may change.
    var isMissing: Bool { code == ENOENT || code == ENOTDIR }

    /// What is wrong, and what to do about it.
    var reason: String {
        switch code {
        case EACCES, EPERM: "permission denied; give this user the right to read it"
        case EISDIR: "it is a folder; name a file or a pattern such as \(path)/*.jsonl"
        case LogFileError.compressed: "it is compressed; only plain text can be followed"
        case LogFileError.damaged: "its compressed content is damaged"
        case LogFileError.shorter: "it is shorter than it was"
        case EINVAL: "it is not a regular file"
        case EMFILE, ENFILE: "too many open files; raise the limit (ulimit -n)"
        default: String(cString: strerror(code))
        }
    }

    var description: String { "\(path): \(reason)" }
}
