import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that one process at a time holds. The kernel gives it back when the process is gone, by whatever way.
final class FileLock: Sendable {
    private let descriptor: FileDescriptor

    /// - Throws: what the file system says.
    /// - Returns: `nil` while somebody else holds it.
    init?(_ path: String) throws {
        descriptor = try FileDescriptor.open(
            FilePath(path), .readWrite, options: [.create, .closeOnExec], permissions: [.ownerReadWrite])
        guard flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            try? descriptor.close()
            return nil
        }
    }

    deinit { try? descriptor.close() }

    /// Leaves a word for those who find it held.
    func say(_ words: String) throws {
        try descriptor.resize(to: 0)
        try descriptor.writeAll(toAbsoluteOffset: 0, Array(words.utf8))
    }

    /// Whether somebody holds it.
    static func isHeld(_ path: String) -> Bool {
        guard let descriptor = try? FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec]) else {
            return false
        }
        defer { try? descriptor.close() }
        return flock(descriptor.rawValue, LOCK_SH | LOCK_NB) != 0
    }
}
